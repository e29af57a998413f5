import type { ContactKey } from '../../domain/address.ts';
import { introduce } from './introduce.ts';
import type { Tx } from '../schema.ts';

/** A contact or conversation, and whether it was made just now. */
export interface Found {
	readonly id: string;
	readonly isNew: boolean;
}

/** A conversation, and whether it is over. */
export interface FoundConversation extends Found {
	/** `null` unless it is resolved. */
	readonly resolvedAt: number | null;
}

/** A contact, and those that turned out to be the same. */
export interface FoundContact extends Found {
	/** Ids of contacts that it took in. */
	readonly merged: readonly string[];
}

/**
 * The contact behind these addresses. Addresses that it was not known by are added; a name that
 * came along replaces the old one.
 *
 * @param keys at least one, the most certain first
 */
export async function findOrCreateContact(
	tx: Tx,
	workspaceId: string,
	keys: readonly ContactKey[],
	name: string | null,
	now: number,
): Promise<FoundContact> {
	return await introduce(tx, { workspaceId, keys, name, now });
}

/** The newest conversation of a number and a contact. */
export async function findOrCreateConversation(
	{ db, newId }: Tx,
	workspaceId: string,
	numberId: string,
	contactId: string,
	now: number,
): Promise<FoundConversation> {
	const id = newId();
	const made = await db
		.insertInto('conversation')
		.values({
			id,
			workspace_id: workspaceId,
			number_id: numberId,
			contact_id: contactId,
			status: 'open',
			labels_json: '[]',
			pace_debt: 0,
			created_at: now,
		})
		.onConflict((conflict) =>
			conflict
				.columns(['number_id', 'contact_id'])
				.where('succeeded_at', 'is', null)
				.doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	if (made !== undefined) return { id, isNew: true, resolvedAt: null };
	const found = await db
		.selectFrom('conversation')
		.select(['id', 'resolved_at'])
		.where('number_id', '=', numberId)
		.where('contact_id', '=', contactId)
		.where('succeeded_at', 'is', null)
		.executeTakeFirstOrThrow();
	return { id: found.id, isNew: false, resolvedAt: found.resolved_at };
}

/** The id that a contact or conversation has since it was merged; its own if it was not. */
export async function presentId(
	{ db }: Pick<Tx, 'db'>,
	table: 'contact' | 'conversation',
	id: string,
): Promise<string> {
	const row = await db
		.selectFrom(table)
		.select('merged_into')
		.where('id', '=', id)
		.executeTakeFirst();
	return row?.merged_into ?? id;
}
