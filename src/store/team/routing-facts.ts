import type { RoutingFacts } from '../../domain/team/routing.ts';
import type { OwnerOperations } from '../../ports/store/owners.ts';
import { readScope, isSeen } from './agent-scope.ts';
import { partsOf } from '../inbox/content.ts';
import { businessOf } from '../numbers/number-hours.ts';
import { part, readNumbers } from '../log/parts.ts';
import { presentId } from '../people/people.ts';
import type { Tx } from '../schema.ts';

/** How far back an ad is looked for, in messages. */
const LOOK_BACK = 50;

/** What is no message of its own. */
const NO_MESSAGES = ['reaction', 'edit', 'revoke', 'system'];

/** See `OwnerOperations.routingFacts`. */
export async function routingFacts(
	tx: Tx,
	input: Parameters<OwnerOperations['routingFacts']>[0],
): Promise<RoutingFacts | null> {
	const { db } = tx;
	const scope = await readScope(tx, input.workspaceId, input.actingAgent);
	if (scope === null) return null;
	const id = await presentId(tx, 'conversation', input.conversationId);
	const row = await db
		.selectFrom('conversation')
		.innerJoin('number', 'number.id', 'conversation.number_id')
		.select(['conversation.number_id', 'conversation.contact_id', 'conversation.owner'])
		.select(['conversation.labels_json', 'number.time_zone', 'number.hours_json'])
		.where('conversation.id', '=', id)
		.where('conversation.workspace_id', '=', input.workspaceId)
		.where((eb) => isSeen(eb, scope))
		.executeTakeFirst();
	if (row === undefined) return null;
	const messages = await db
		.selectFrom('message')
		.select(['text', 'content_json'])
		.where('conversation_id', '=', id)
		.where('direction', '=', 'in')
		.where('type', 'not in', NO_MESSAGES)
		.orderBy('sent_at', 'desc')
		.orderBy('id', 'desc')
		.limit(LOOK_BACK)
		.execute();
	const referrals = messages.flatMap(({ content_json: json }) => partsOf(json).referral ?? []);
	return {
		number: part(await readNumbers(tx, [row.number_id]), row.number_id),
		timeZone: row.time_zone,
		hours: businessOf(row).hours,
		labels: JSON.parse(row.labels_json) as string[],
		owner: row.owner,
		text: messages[0]?.text ?? null,
		referral: referrals[0] ?? null,
		language: await languageOf(tx, row.contact_id),
	};
}

/** @see https://www.unicode.org/reports/tr35/#Likely_Subtags */
async function languageOf({ db }: Tx, contactId: string): Promise<string | null> {
	const phone = await db
		.selectFrom('contact_key')
		.select('value')
		.where('contact_id', '=', contactId)
		.where('type', '=', 'phone')
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	if (phone === undefined) return null;
	const { default: parse } = await import('libphonenumber-js/min');
	const { value } = phone;
	const country = parse(value.startsWith('+') ? value : `+${value}`)?.country;
	return country === undefined ? null : new Intl.Locale(`und-${country}`).maximize().language;
}
