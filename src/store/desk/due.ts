import type { Tx } from '../schema.ts';

/** What a row of the table of due times is about. */
export type DueKind = 'conversation' | 'note' | 'sla';

/** Sets when something has to be looked at, whatever was set before. `null` for never. */
export async function setDue(
	{ db }: Pick<Tx, 'db'>,
	kind: DueKind,
	id: string,
	at: number | null,
): Promise<void> {
	if (at === null) {
		await db.deleteFrom('due').where('kind', '=', kind).where('entity_id', '=', id).execute();
		return;
	}
	await db
		.insertInto('due')
		.values({ kind, entity_id: id, at })
		.onConflict((conflict) => conflict.columns(['kind', 'entity_id']).doUpdateSet({ at }))
		.execute();
}

/** The same for a conversation, which knows its own time: a message that changes nothing reads none. */
export async function setConversationDue(
	tx: Pick<Tx, 'db'>,
	id: string,
	at: number | null,
): Promise<void> {
	await setDue(tx, 'conversation', id, at);
	await tx.db.updateTable('conversation').set({ due_at: at }).where('id', '=', id).execute();
}
