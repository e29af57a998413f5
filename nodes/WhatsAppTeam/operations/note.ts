import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readEmail, wrong, type AboutNote, type Desk, type Note } from '../../../src/index.ts';
import { readConversationId } from '../adapter/fields/conversation.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem } from '../adapter/each-item.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';
import { checkFixedTexts } from '../adapter/fields/fixed-text.ts';
import { readMoment } from '../adapter/fields/moment.ts';
import { toNoteItem } from '../adapter/items/note-item.ts';
import { readLimit, readTextList } from '../adapter/fields/values.ts';

/** Does the chosen operation for each item. */
export async function runNote(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	return await eachItem(context, async (index) => {
		const notes = await runItem(context, desk, index);
		return notes.map((note) => ({ json: toNoteItem(note) }));
	});
}

/** @returns the note, or those of a list */
async function runItem(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly Note[]> {
	const life = desk.life();
	const fields = fieldsOf(context, index);
	const actingAgent = readActingAgent(fields.optional('actingAgent'));
	const by = { actingAgent, cause: context.getExecutionId() };
	switch (fields.text('operation')) {
		case 'add': {
			checkFixedTexts(context);
			const conversationId = readConversationId(context, index);
			const text = fields.text('text');
			const mentions = readMentions(fields.value('mentions'));
			const dueAt = readMoment('Due At', fields.value('dueAt'));
			return [await life.addNote({ ...by, conversationId }, { text, mentions, dueAt })];
		}
		case 'edit': {
			const mentions = readMentions(fields.value('mentions'));
			const dueAt = readMoment('Due At', fields.value('dueAt'));
			const change = {
				text: fields.optional('text') === null ? undefined : fields.text('text'),
				mentions: mentions.length === 0 ? undefined : mentions,
				dueAt: fields.isOn('removeDueAt') ? null : (dueAt ?? undefined),
			};
			return [await life.editNote(readNote(fields.optional('noteId'), by), change)];
		}
		case 'complete': {
			const note = readNote(fields.optional('noteId'), by);
			return [await life.completeNote(note, fields.isOn('done'))];
		}
		case 'pin': {
			const note = readNote(fields.optional('noteId'), by);
			return [await life.pinNote(note, fields.isOn('pinned'))];
		}
		case 'getAll': {
			const conversationId = readConversationId(context, index);
			const limit = readLimit(fields.value('returnAll'), fields.value('limit'));
			return await life.notes({ conversationId, actingAgent }, limit);
		}
		default:
			throw wrong('Operation', 'is none that the node has', 'Choose one from the list.');
	}
}

function readActingAgent(text: string | null): string | null {
	return text === null ? null : readEmail('Acting Agent', text);
}

function readMentions(value: unknown): readonly string[] {
	const emails = readTextList('Mentions', value).map((text) => readEmail('Mentions', text));
	return [...new Set(emails)];
}

function readNote(noteId: string | null, by: Omit<AboutNote, 'noteId'>): AboutNote {
	if (noteId !== null) return { ...by, noteId };
	throw wrong('Note ID', 'is empty', "Use 'note.id' of an item that has a note.");
}
