import type { ContactOperations } from '../../ports/store.ts';
import { readScope } from '../team/agent-scope.ts';
import { readLinks, writeLinks } from './contact-links.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { introduce } from './introduce.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import { mergeContacts } from './merge.ts';
import type { Tx } from '../schema.ts';
import { findSeen, isBounded } from './seen-person.ts';

type Upsert = ContactOperations['upsertContact'];
type MergePeople = ContactOperations['mergePeople'];

/** See `ContactOperations.upsertContact`. */
export async function upsertContact(tx: Tx, input: Parameters<Upsert>[0]): ReturnType<Upsert> {
	const { workspaceId, change, now } = input;
	const known = (await findSeen(tx, input))?.id ?? null;
	if (known === null && !(await mayMake(tx, input))) return null;
	const contactId = known ?? (await make(tx, input));
	const before = await wordsOf(tx, contactId);
	const { name, language, timeZone, crmLinks = [] } = change;
	await tx.db
		.updateTable('contact')
		.set({
			...(name === undefined ? {} : { given_name: name }),
			...(language === undefined ? {} : { language }),
			...(timeZone === undefined ? {} : { time_zone: timeZone }),
			updated_at: now,
		})
		.where('id', '=', contactId)
		.execute();
	await writeLinks(tx, { workspaceId, contactId, now }, crmLinks);
	const after = await wordsOf(tx, contactId);
	const fields = FIELDS.filter((field) => before[field] !== after[field]);
	const [field] = fields;
	const data = { field: fields.length > 1 ? 'several' : (field ?? '') };
	if (known === null) await tell(tx, input, contactId, { type: 'contact.created' });
	else if (field !== undefined)
		await tell(tx, input, contactId, { type: 'contact.updated', data });
	return { contactId, isNew: known === null };
}

/** What the team says of a person, by the names that events have for it. */
async function wordsOf(tx: Tx, contactId: string) {
	const { given_name, language, time_zone } = await tx.db
		.selectFrom('contact')
		.select(['given_name', 'language', 'time_zone'])
		.where('id', '=', contactId)
		.executeTakeFirstOrThrow();
	const crmLinks = JSON.stringify((await readLinks(tx, [contactId])).get(contactId) ?? []);
	return { name: given_name, language, timeZone: time_zone, crmLinks };
}

const FIELDS = ['name', 'language', 'timeZone', 'crmLinks'] as const;

/**
 * Tells what happened to a person. An event is told by a number: by that of their newest
 * conversation, otherwise by the one that was given.
 */
async function tell(
	tx: Tx,
	{
		workspaceId,
		numberId = null,
		now,
	}: Pick<Parameters<Upsert>[0], 'workspaceId' | 'numberId' | 'now'>,
	contactId: string,
	said: Pick<NewEvent, 'type' | 'data'>,
): Promise<void> {
	const conversation = await tx.db
		.selectFrom('conversation')
		.select(['id', 'number_id'])
		.where('contact_id', '=', contactId)
		.where('merged_into', 'is', null)
		.where('succeeded_at', 'is', null)
		.orderBy('id')
		.executeTakeFirst();
	const toldBy = conversation?.number_id ?? numberId;
	// Without a number there is nobody to tell.
	if (toldBy === null) return;
	const event: NewEvent = {
		...said,
		actor: 'automation',
		numberId: toldBy,
		conversationId: conversation?.id ?? '',
		contactId,
		messageId: '',
	};
	await appendEvents(tx, workspaceId, [event], now);
}

/**
 * Somebody is made of a phone that nobody has. Whoever does not see all makes nobody: they would not
 * see them, and could try out which phones there are.
 */
async function mayMake(tx: Tx, { workspaceId, who, actingAgent = null }: Parameters<Upsert>[0]) {
	if (who.kind !== 'phone') return false;
	const scope = await readScope(tx, workspaceId, actingAgent);
	return scope !== null && !isBounded(scope);
}

async function make(
	tx: Tx,
	{ workspaceId, who, now }: Pick<Parameters<Upsert>[0], 'workspaceId' | 'who' | 'now'>,
): Promise<string> {
	const value = who.kind === 'phone' ? who.phone : '';
	const keys = [{ type: 'phone', value } as const];
	return (await introduce(tx, { workspaceId, keys, name: null, now })).id;
}

/** See `ContactOperations.mergePeople`. */
export async function mergePeople(
	tx: Tx,
	{
		workspaceId,
		into,
		from,
		numberId = null,
		actingAgent = null,
		now,
	}: Parameters<MergePeople>[0],
): ReturnType<MergePeople> {
	// Nothing comes in for either of them meanwhile.
	await lockNumbers(tx, workspaceId);
	const find = async (who: Parameters<MergePeople>[0]['into']) =>
		(await findSeen(tx, { workspaceId, who, actingAgent }))?.id ?? null;
	const [intoId, fromId] = [await find(into), await find(from)];
	if (intoId === null) return { kind: 'unknown', which: 'into' };
	if (fromId === null) return { kind: 'unknown', which: 'from' };
	if (intoId === fromId) return { kind: 'merged', contactId: intoId, hasChanged: false };
	await mergeContacts(tx, { into: intoId, from: fromId, now });
	const data = { field: 'id', from: fromId, to: intoId };
	await tell(tx, { workspaceId, numberId, now }, intoId, { type: 'contact.merged', data });
	return { kind: 'merged', contactId: intoId, hasChanged: true };
}
