import type { Tx } from '../schema.ts';

/** Deletes what the team wrote about conversations of a person, and what was yet to come of them. */
export async function eraseDesk({ db }: Tx, conversationIds: readonly string[]): Promise<void> {
	const ids = [...conversationIds];
	const notes = await db
		.selectFrom('note')
		.select('id')
		.where('conversation_id', 'in', ids)
		.execute();
	const noteIds = notes.map(({ id }) => id);
	await db.deleteFrom('note_revision').where('note_id', 'in', noteIds).execute();
	await db.deleteFrom('note').where('id', 'in', noteIds).execute();
	await db
		.deleteFrom('due')
		.where('kind', 'in', ['conversation', 'note', 'sla'])
		.where('entity_id', 'in', [...ids, ...noteIds])
		.execute();
	await db.deleteFrom('conversation_label').where('conversation_id', 'in', ids).execute();
	await db
		.updateTable('conversation')
		.set({
			outcome: null,
			snoozed_until: null,
			unowned_since: null,
			due_at: null,
			told_json: null,
			sla_json: null,
			answered_by: null,
			answered_at: null,
		})
		.where('id', 'in', ids)
		.execute();
}
