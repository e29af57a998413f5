import { isLate } from '../../domain/desk/conversation-clock.ts';
import { eventAbout } from './conversation-events.ts';
import { setDue } from './due.ts';
import { appendEvents } from '../log/events.ts';
import type { Tx } from '../schema.ts';

/** Tells that a note is due, once for each time that was set for it. */
export async function fireNote(tx: Tx, id: string, now: number): Promise<void> {
	const { db, locks } = tx;
	const read = () =>
		db
			.selectFrom('note')
			.innerJoin('conversation', 'conversation.id', 'note.conversation_id')
			.selectAll('conversation')
			.select('note.due_at as note_due_at')
			.where('note.id', '=', id)
			.executeTakeFirst();
	const asked = await read();
	if (asked !== undefined) await locks.number(asked.number_id);
	const conversation = await read();
	const row = await db
		.selectFrom('due')
		.select('at')
		.where('kind', '=', 'note')
		.where('entity_id', '=', id)
		.executeTakeFirst();
	// Another process was faster, or it was put off meanwhile.
	if (row === undefined || row.at > now) return;
	await setDue(tx, 'note', id, null);
	const dueAt = conversation?.note_due_at ?? null;
	if (conversation === undefined || dueAt === null) return;
	const data = { note: id, dueAt, late: isLate(dueAt, now) };
	const event = eventAbout(conversation, { actor: 'automation', now }, 'note.due', data);
	await appendEvents(tx, conversation.workspace_id, [event], now);
}
