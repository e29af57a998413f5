import type { Selectable } from 'kysely';
import { newMentions } from '../../domain/desk/note.ts';
import type { EventType } from '../../domain/event.ts';
import type { ChangeNote, NoteOperations, NoteResult } from '../../ports/store/notes.ts';
import type { Refusal } from '../../ports/store/owners.ts';
import { isSeen, readScope } from '../team/agent-scope.ts';
import { changeOf, holdFor } from './change-conversation.ts';
import { eventAbout, type ConversationRow } from './conversation-events.ts';
import { setDue } from './due.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { revisionsOf, toNote, toRevision } from './note-rows.ts';
import { presentId } from '../people/people.ts';
import type { NoteTable } from '../schema/desk.ts';
import type { Tx } from '../schema.ts';

type Input<Name extends keyof NoteOperations> = Parameters<NoteOperations[Name]>[0];
type NoteRow = Selectable<NoteTable>;

/** See `NoteOperations.addNote`. */
export async function addNote(tx: Tx, input: Input<'addNote'>): Promise<NoteResult> {
	const held = await holdFor(tx, input, 'note');
	if ('kind' in held) return held;
	const { row: conversation, acting } = held;
	const { text, mentions, dueAt, now } = input;
	const note: NoteRow = {
		id: tx.newId(),
		workspace_id: conversation.workspace_id,
		conversation_id: conversation.id,
		author: acting?.email ?? null,
		revision: 1,
		due_at: dueAt,
		pinned_at: null,
		done_at: null,
		done_by: null,
		created_at: now,
	};
	await tx.db.insertInto('note').values(note).execute();
	await writeRevision(tx, note, { text, mentions, author: note.author, at: now });
	if (dueAt !== null) await setDue(tx, 'note', note.id, dueAt);
	const told: readonly EventType[] =
		mentions.length > 0 ? ['note.added', 'note.mentioned'] : ['note.added'];
	await tell(tx, { conversation, note }, told, input);
	return await done(tx, note);
}

/** See `NoteOperations.editNote`. */
export async function editNote(tx: Tx, input: Input<'editNote'>): Promise<NoteResult> {
	const held = await holdNote(tx, input);
	if ('kind' in held) return held;
	const { conversation, author, note } = held;
	const last = (await revisionsOf(tx, [note.id])).map(toRevision).at(-1);
	const { text = last?.text ?? '', mentions = last?.mentions ?? [], now } = input;
	const { dueAt = note.due_at } = input;
	const changed = { ...note, revision: note.revision + 1, due_at: dueAt };
	await tx.db
		.updateTable('note')
		.set({ revision: changed.revision, due_at: dueAt })
		.where('id', '=', note.id)
		.execute();
	await writeRevision(tx, changed, { text, mentions, author, at: now });
	// A time that has been told is not told again unless it is another.
	if (dueAt !== note.due_at && note.done_at === null) await setDue(tx, 'note', note.id, dueAt);
	const isNewToSomebody = newMentions(last?.mentions ?? [], mentions).length > 0;
	await tell(tx, held, isNewToSomebody ? ['note.mentioned'] : [], input);
	return await done(tx, { ...changed, conversation_id: conversation.id });
}

/** See `NoteOperations.completeNote`. */
export async function completeNote(tx: Tx, input: Input<'completeNote'>): Promise<NoteResult> {
	const held = await holdNote(tx, input);
	if ('kind' in held) return held;
	const { note, author } = held;
	const { isDone, now } = input;
	if (isDone === (note.done_at !== null)) return await done(tx, note);
	const said = isDone ? { done_at: now, done_by: author } : { done_at: null, done_by: null };
	await tx.db.updateTable('note').set(said).where('id', '=', note.id).execute();
	const isAhead = note.due_at !== null && note.due_at > now;
	await setDue(tx, 'note', note.id, !isDone && isAhead ? note.due_at : null);
	return await done(tx, { ...note, ...said });
}

/** See `NoteOperations.pinNote`. */
export async function pinNote(tx: Tx, input: Input<'pinNote'>): Promise<NoteResult> {
	const held = await holdNote(tx, input);
	if ('kind' in held) return held;
	const { note } = held;
	const pinned_at = input.isPinned ? (note.pinned_at ?? input.now) : null;
	await tx.db.updateTable('note').set({ pinned_at }).where('id', '=', note.id).execute();
	return await done(tx, { ...note, pinned_at });
}

/** See `NoteOperations.listNotes`. */
export async function listNotes(
	tx: Tx,
	input: Input<'listNotes'>,
): ReturnType<NoteOperations['listNotes']> {
	const { workspaceId, actingAgent } = input;
	const scope = await readScope(tx, workspaceId, actingAgent);
	if (scope === null) return { kind: 'unknownAgent', email: actingAgent ?? '' };
	const conversation = await tx.db
		.selectFrom('conversation')
		.select('conversation.id')
		.where('conversation.id', '=', await presentId(tx, 'conversation', input.conversationId))
		.where('conversation.workspace_id', '=', workspaceId)
		.where((eb) => isSeen(eb, scope))
		.executeTakeFirst();
	if (conversation === undefined) return { kind: 'unknownConversation' };
	const rows = await tx.db
		.selectFrom('note')
		.selectAll()
		.where('conversation_id', '=', conversation.id)
		.orderBy((eb) => eb.case().when('pinned_at', 'is', null).then(1).else(0).end())
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.$if(input.limit !== null, (query) => query.limit(input.limit ?? 0))
		.execute();
	const revisions = await revisionsOf(
		tx,
		rows.map(({ id }) => id),
	);
	return { kind: 'notes', notes: rows.map((row) => toNote(row, revisions)) };
}

interface HeldNote {
	readonly note: NoteRow;
	readonly conversation: ConversationRow;
	readonly author: string | null;
}

/** Holds the conversation of a note for somebody who may change its notes. */
async function holdNote(
	tx: Tx,
	input: ChangeNote,
): Promise<HeldNote | Refusal | { readonly kind: 'unknownNote' }> {
	const read = () =>
		tx.db
			.selectFrom('note')
			.selectAll()
			.where('id', '=', input.noteId)
			.where('workspace_id', '=', input.workspaceId)
			.executeTakeFirst();
	const asked = await read();
	if (asked === undefined) return { kind: 'unknownNote' };
	const conversationId = asked.conversation_id;
	const held = await holdFor(tx, { ...input, conversationId }, 'note');
	// Whoever may not see the conversation does not hear of the note either.
	if ('kind' in held) return held.kind === 'unknownConversation' ? { kind: 'unknownNote' } : held;
	const note = (await read()) ?? asked;
	return { note, conversation: held.row, author: held.acting?.email ?? null };
}

async function writeRevision(
	{ db }: Tx,
	note: NoteRow,
	said: {
		readonly text: string;
		readonly mentions: readonly string[];
		readonly author: string | null;
		readonly at: number;
	},
): Promise<void> {
	await db
		.insertInto('note_revision')
		.values({
			note_id: note.id,
			revision: note.revision,
			text: said.text,
			mentions_json: JSON.stringify(said.mentions),
			author: said.author,
			at: said.at,
		})
		.execute();
}

async function tell(
	tx: Tx,
	{ conversation, note }: Pick<HeldNote, 'conversation' | 'note'>,
	types: readonly EventType[],
	input: Omit<ChangeNote, 'noteId'>,
): Promise<void> {
	const by = changeOf({ ...input, conversationId: conversation.id });
	const events = types.map((type): NewEvent =>
		eventAbout(conversation, by, type, { note: note.id }),
	);
	await appendEvents(tx, conversation.workspace_id, events, input.now);
}

async function done(tx: Tx, note: NoteRow): Promise<NoteResult> {
	return { kind: 'done', note: toNote(note, await revisionsOf(tx, [note.id])) };
}
