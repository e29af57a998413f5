import type { NoteContent } from '../../domain/desk/note.ts';
import type { ChangeConversation } from './desk.ts';
import type { Refusal } from './owners.ts';

/** A note as it was written once. */
export interface NoteRevision {
	readonly revision: number;
	readonly text: string;
	readonly mentions: readonly string[];
	/** `null` for a workflow. */
	readonly author: string | null;
	readonly at: number;
}

/** A note, as its newest revision says it. Times are milliseconds since 1970, UTC. */
export interface Note extends NoteContent {
	readonly id: string;
	readonly conversationId: string;
	/** Who wrote it first; `null` for a workflow. */
	readonly author: string | null;
	readonly revision: number;
	readonly isPinned: boolean;
	readonly doneAt: number | null;
	readonly doneBy: string | null;
	readonly createdAt: number;
	readonly editedAt: number | null;
	/** All of its revisions, the oldest first. */
	readonly revisions: readonly NoteRevision[];
}

/** A note that is to be changed. */
export interface ChangeNote extends Omit<ChangeConversation, 'conversationId'> {
	readonly noteId: string;
}

/** What came of a change of a note. */
export type NoteResult =
	{ readonly kind: 'done'; readonly note: Note } | { readonly kind: 'unknownNote' } | Refusal;

/** What the store does for notes. None of it has a way to a customer. */
export interface NoteOperations {
	/** Writes a note about a conversation. */
	addNote(input: ChangeConversation & NoteContent): Promise<NoteResult>;
	/** Writes a new revision. What is `undefined` stays as it is. */
	editNote(
		input: ChangeNote & {
			readonly text?: string | undefined;
			readonly mentions?: readonly string[] | undefined;
			readonly dueAt?: number | null | undefined;
		},
	): Promise<NoteResult>;
	/** Notes that what a note asks for is done, or is not: then it is due no more, or again. */
	completeNote(input: ChangeNote & { readonly isDone: boolean }): Promise<NoteResult>;
	/** Puts a note before all others of its conversation, or back. */
	pinNote(input: ChangeNote & { readonly isPinned: boolean }): Promise<NoteResult>;
	/** The notes of a conversation: the pinned ones, then the newest first. */
	listNotes(
		input: Omit<ChangeConversation, 'cause' | 'now'> & { readonly limit: number | null },
	): Promise<{ readonly kind: 'notes'; readonly notes: readonly Note[] } | Refusal>;
}
