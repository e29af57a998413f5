import type { IDataObject } from 'n8n-workflow';
import type { Note } from '../../../../src/index.ts';

/** What Note emits. Workflows depend on the names. */
export function toNoteItem(note: Note): IDataObject {
	return {
		note: {
			id: note.id,
			text: note.text,
			author: note.author,
			mentions: [...note.mentions],
			dueAt: iso(note.dueAt),
			pinned: note.isPinned,
			doneAt: iso(note.doneAt),
			doneBy: note.doneBy,
			createdAt: iso(note.createdAt),
			editedAt: iso(note.editedAt),
			revision: note.revision,
			revisions: note.revisions.map(({ at, mentions, ...said }) => ({
				...said,
				mentions: [...mentions],
				at: iso(at),
			})),
		},
		conversation: { id: note.conversationId },
	};
}

function iso(ms: number | null): string | null {
	return ms === null ? null : new Date(ms).toISOString();
}
