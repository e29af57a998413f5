import type { ContactKeyType } from '../domain/address.ts';
import type { ConsentSource, Marketing } from '../domain/consent.ts';
import type { KnownContact, Recipient, StoreOperations } from '../ports/store.ts';
import { readLinks } from './contact-links.ts';
import { presentId } from './people.ts';
import type { Tx } from './schema.ts';

/**
 * The contact that somebody means, also one that was erased.
 *
 * @returns `null` if there is none in this workspace
 */
export async function findPerson(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	who: Recipient,
): Promise<string | null> {
	switch (who.kind) {
		case 'phone': {
			const row = await db
				.selectFrom('contact_key')
				.select('contact_id')
				.where('workspace_id', '=', workspaceId)
				.where('type', '=', 'phone')
				.where('value', '=', who.phone)
				.executeTakeFirst();
			return row?.contact_id ?? null;
		}
		case 'conversation': {
			const row = await db
				.selectFrom('conversation')
				.select('contact_id')
				.where('id', '=', await presentId({ db }, 'conversation', who.conversationId))
				.where('workspace_id', '=', workspaceId)
				.executeTakeFirst();
			return row?.contact_id ?? null;
		}
		case 'contact': {
			const row = await db
				.selectFrom('contact')
				.select('id')
				.where('id', '=', await presentId({ db }, 'contact', who.contactId))
				.where('workspace_id', '=', workspaceId)
				.executeTakeFirst();
			return row?.id ?? null;
		}
	}
}

/** See `StoreOperations.findContact`. */
export async function findContact(
	tx: Tx,
	{ workspaceId, who }: Parameters<StoreOperations['findContact']>[0],
): Promise<KnownContact | null> {
	const { db } = tx;
	const id = await findPerson(tx, workspaceId, who);
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
		.where('id', '=', id ?? '')
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	if (id === null || contact === undefined) return null;
	const keys = await db
		.selectFrom('contact_key')
		.select(['type', 'value'])
		.where('contact_id', '=', id)
		.orderBy('created_at', 'desc')
		.orderBy('value')
		.execute();
	const conversations = await db
		.selectFrom('conversation')
		.select(['id', 'number_id as numberId'])
		.where('contact_id', '=', id)
		.where('merged_into', 'is', null)
		.orderBy('id')
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
