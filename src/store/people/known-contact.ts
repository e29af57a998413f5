import type { ContactKeyType } from '../../domain/address.ts';
import type { ConsentSource, Marketing } from '../../domain/consent.ts';
import type { KnownContact, StoreOperations } from '../../ports/store.ts';
import { isSeen } from '../team/agent-scope.ts';
import { readLinks } from './contact-links.ts';
import type { Tx } from '../schema.ts';
import { findSeen } from './seen-person.ts';

/** See `StoreOperations.findContact`. */
export async function findContact(
	tx: Tx,
	input: Parameters<StoreOperations['findContact']>[0],
): Promise<KnownContact | null> {
	const { db } = tx;
	const seen = await findSeen(tx, input);
	if (seen === null) return null;
	const { id, scope } = seen;
	const contact = await db
		.selectFrom('contact')
		.select([
			'name',
			'given_name',
			'language',
			'time_zone',
			'marketing',
			'marketing_source',
			'marketing_at',
			'created_at',
		])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const keys = await db
		.selectFrom('contact_key')
		.select(['type', 'value'])
		.where('contact_id', '=', id)
		.orderBy('created_at', 'desc')
		.orderBy('value')
		.execute();
	const conversations = await db
		.selectFrom('conversation')
		.select(['conversation.id', 'number_id as numberId'])
		.where('contact_id', '=', id)
		.where('merged_into', 'is', null)
		.where((eb) => isSeen(eb, scope))
		.orderBy('conversation.id')
		.execute();
	return {
		id,
		name: contact.given_name ?? contact.name,
		language: contact.language,
		timeZone: contact.time_zone,
		crmLinks: (await readLinks(tx, [id])).get(id) ?? [],
		keys: keys.map(({ type, value }) => ({ type: type as ContactKeyType, value })),
		conversations,
		consent: {
			marketing: (contact.marketing as Marketing | null) ?? 'unknown',
			source: contact.marketing_source as ConsentSource | null,
			at: contact.marketing_at,
		},
		createdAt: contact.created_at,
	};
}
