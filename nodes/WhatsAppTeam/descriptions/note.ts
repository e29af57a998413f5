import type { INodeProperties } from 'n8n-workflow';
import { listFields } from './lookup-fields.ts';
import { conversationLocator } from './locators.ts';

/** Operations that are about a conversation, and those about a note that is there. */
const OF_CONVERSATION = ['add', 'getAll'];
const OF_NOTE = ['edit', 'complete', 'pin'];

/** Fields of Note. */
export const noteProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add a note',
				description: 'Write a note about a conversation, for the team alone',
			},
			{
				name: 'Complete',
				value: 'complete',
				action: 'Complete a note',
				description: 'Note that what it asks for is done, so that it is due no more',
			},
			{
				name: 'Edit',
				value: 'edit',
				action: 'Edit a note',
				description: 'Write a new revision of a note; the old ones stay',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many notes',
				description: 'List the notes of a conversation: the pinned ones, then the newest',
			},
			{
				name: 'Pin',
				value: 'pin',
				action: 'Pin a note',
				description: 'Put a note before all others of its conversation',
			},
		],
		default: 'add',
	},
	conversationLocator({
		description: 'The conversation that it is about',
		displayOptions: { show: { operation: OF_CONVERSATION } },
	}),
	{
		displayName: 'Note ID',
		name: 'noteId',
		type: 'string',
		default: '={{ $json.note.id }}',
		required: true,
		description: 'The note of an item',
		displayOptions: { show: { operation: OF_NOTE } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Asked for a discount, call back on Monday',
		description:
			'What the team shall know. It never reaches the customer. When editing, leave empty to keep it.',
		displayOptions: { show: { operation: ['add', 'edit'] } },
	},
	{
		displayName: 'Mentions',
		name: 'mentions',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@example.com, ben@example.com',
		description:
			'The emails of those who shall see it, with commas between them: a Trigger for "Note Mentioned" tells them. When editing, leave empty to keep them.',
		displayOptions: { show: { operation: ['add', 'edit'] } },
	},
	{
		displayName: 'Due At',
		name: 'dueAt',
		type: 'dateTime',
		default: '',
		description:
			'When a Trigger for "Note Due" is started, once. Leave empty for never, or, when editing, to keep the time.',
		displayOptions: { show: { operation: ['add', 'edit'] } },
	},
	{
		displayName: 'Remove Due Time',
		name: 'removeDueAt',
		type: 'boolean',
		default: false,
		description: 'Whether the note is due at no time any more',
		displayOptions: { show: { operation: ['edit'] } },
	},
	{
		displayName: 'Done',
		name: 'done',
		type: 'boolean',
		default: true,
		description: 'Whether what the note asks for is done',
		displayOptions: { show: { operation: ['complete'] } },
	},
	{
		displayName: 'Pinned',
		name: 'pinned',
		type: 'boolean',
		default: true,
		description: 'Whether the note stands before the others',
		displayOptions: { show: { operation: ['pin'] } },
	},
	...listFields({ operation: ['getAll'] }),
	{
		displayName: 'Acting Agent',
		name: 'actingAgent',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@example.com',
		description:
			'The email of the member of the team in whose name this happens: only what their role, numbers and labels allow. Leave empty to act as the workflow.',
	},
];
