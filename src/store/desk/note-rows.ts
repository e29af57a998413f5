import type { Selectable } from 'kysely';
import type { NotePart } from '../../domain/item.ts';
import type { Note, NoteRevision } from '../../ports/store/notes.ts';
import { iso } from '../log/parts.ts';
import type { NoteRevisionTable, NoteTable } from '../schema/desk.ts';
import type { Tx } from '../schema.ts';

type RevisionRow = Selectable<NoteRevisionTable>;

/** The revisions of notes, the oldest first. */
export async function revisionsOf(
	{ db }: Pick<Tx, 'db'>,
	noteIds: readonly string[],
): Promise<readonly RevisionRow[]> {
	if (noteIds.length === 0) return [];
	return await db
		.selectFrom('note_revision')
		.selectAll()
		.where('note_id', 'in', [...noteIds])
		.orderBy('note_id')
		.orderBy('revision')
		.execute();
}

/** A revision as its readers see it. */
export function toRevision(row: RevisionRow): NoteRevision {
	return {
		revision: row.revision,
		text: row.text,
		mentions: JSON.parse(row.mentions_json) as string[],
		author: row.author,
		at: row.at,
	};
}

/** A note with its revisions, found among those of others. */
export function toNote(row: Selectable<NoteTable>, all: readonly RevisionRow[]): Note {
	const revisions = all.filter(({ note_id: id }) => id === row.id).map(toRevision);
	const newest = revisions.at(-1);
	return {
		id: row.id,
		conversationId: row.conversation_id,
		author: row.author,
		text: newest?.text ?? '',
		mentions: newest?.mentions ?? [],
		dueAt: row.due_at,
		revision: row.revision,
		isPinned: row.pinned_at !== null,
		doneAt: row.done_at,
		doneBy: row.done_by,
		createdAt: row.created_at,
		editedAt: row.revision === 1 ? null : (newest?.at ?? null),
		revisions,
	};
}

/** Notes by their ids. Those of erased people are not among them. */
export async function readNotes(
	tx: Pick<Tx, 'db'>,
	ids: readonly string[],
): Promise<readonly Note[]> {
	if (ids.length === 0) return [];
	const rows = await tx.db
		.selectFrom('note')
		.selectAll()
		.where('id', 'in', [...ids])
		.execute();
	const revisions = await revisionsOf(tx, ids);
	return rows.map((row) => toNote(row, revisions));
}

/** The same as events show them. */
export async function readNoteParts(
	tx: Pick<Tx, 'db'>,
	ids: readonly string[],
): Promise<ReadonlyMap<string, NotePart>> {
	const notes = await readNotes(tx, ids);
	return new Map(
		notes.map(({ id, text, author, mentions, dueAt }) => [
			id,
			{ id, text, author, mentions, dueAt: dueAt === null ? null : iso(dueAt) },
		]),
	);
}
