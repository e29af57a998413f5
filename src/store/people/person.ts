import type { Recipient } from '../../ports/store.ts';
import { presentId } from './people.ts';
import type { Tx } from '../schema.ts';

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
