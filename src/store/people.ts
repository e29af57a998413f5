import type { ContactKey } from '../domain/address.ts';
import type { Tx } from './schema.ts';

/** A contact or conversation, and whether it was made just now. */
export interface Found {
	readonly id: string;
	readonly isNew: boolean;
}

/**
 * The contact behind these addresses. Addresses that it was not known by are added; a name that
 * came along replaces the old one.
 *
 * @param keys at least one, the most certain first
 */
export async function findOrCreateContact(
	{ db, newId }: Tx,
	workspaceId: string,
	keys: readonly ContactKey[],
	name: string | null,
	now: number,
): Promise<Found> {
	const known = await db
		.selectFrom('contact_key')
		.innerJoin('contact', 'contact.id', 'contact_key.contact_id')
		.select(['contact_key.type', 'contact_key.value', 'contact.id', 'contact.name'])
		.where('contact_key.workspace_id', '=', workspaceId)
		.where((eb) =>
			eb.or(
				keys.map((key) =>
					eb.and({ 'contact_key.type': key.type, 'contact_key.value': key.value }),
				),
			),
		)
		.execute();
	const match = keys
		.map((key) => known.find((row) => row.type === key.type && row.value === key.value))
		.find((row) => row !== undefined);
	const id = match?.id ?? newId();
	if (match === undefined) {
		await db
			.insertInto('contact')
			.values({ id, workspace_id: workspaceId, name, created_at: now, updated_at: now })
			.execute();
	} else if (name !== null && name !== match.name) {
		await db
			.updateTable('contact')
			.set({ name, updated_at: now })
			.where('id', '=', id)
			.execute();
	}
	const missing = keys.filter(
		(key) => !known.some((row) => row.type === key.type && row.value === key.value),
	);
	if (missing.length > 0) {
		await db
			.insertInto('contact_key')
			.values(
				missing.map((key) => ({
					workspace_id: workspaceId,
					type: key.type,
					value: key.value,
					contact_id: id,
					created_at: now,
				})),
			)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	return { id, isNew: match === undefined };
}

/** The conversation of a number and a contact. */
export async function findOrCreateConversation(
	{ db, newId }: Tx,
	workspaceId: string,
	numberId: string,
	contactId: string,
	now: number,
): Promise<Found> {
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
		.onConflict((conflict) => conflict.columns(['number_id', 'contact_id']).doNothing())
		.returning('id')
		.executeTakeFirst();
	if (made !== undefined) return { id, isNew: true };
	const found = await db
		.selectFrom('conversation')
		.select('id')
		.where('number_id', '=', numberId)
		.where('contact_id', '=', contactId)
		.executeTakeFirstOrThrow();
	return { id: found.id, isNew: false };
}
