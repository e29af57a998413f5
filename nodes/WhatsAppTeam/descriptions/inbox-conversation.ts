import type { INodeProperties } from 'n8n-workflow';
import { conversationLocator } from './locators.ts';
import { actingAgentField, continueField, exportFields, listFields } from './lookup-fields.ts';

const RESOURCE = ['conversation'];

/** Finding conversations, and what happened in them. */
export const inboxConversationProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: RESOURCE } },
		options: [
			{
				name: 'Export',
				value: 'export',
				action: 'Export conversations',
				description: 'Write conversations, or all that happened in them, to a file',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a conversation',
				description: 'Show a conversation with its customer, owner, labels and times',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many conversations',
				description:
					'Search by number, status, owner, label, waiting time or text of messages',
			},
			{
				name: 'Get Timeline',
				value: 'timeline',
				action: 'Get the timeline of a conversation',
				description:
					'List messages, notes, changes of owner, statuses and labels in one order',
			},
		],
		default: 'getAll',
	},
	conversationLocator({
		description: 'Which conversation it is',
		displayOptions: { show: { resource: RESOURCE, operation: ['get', 'timeline'] } },
	}),
	{
		displayName: 'Content',
		name: 'exportOf',
		type: 'options',
		options: [
			{
				name: 'Conversations',
				value: 'conversations',
				description: 'One row for each conversation',
			},
			{
				name: 'Timelines',
				value: 'timelines',
				description: 'One row for each message, note and change of each conversation',
			},
		],
		default: 'conversations',
		description: 'What to write to the file',
		displayOptions: { show: { resource: RESOURCE, operation: ['export'] } },
	},
	...exportFields({ resource: RESOURCE, operation: ['export'] }),
	...listFields({ resource: RESOURCE, operation: ['getAll', 'timeline'] }),
	{
		displayName: 'Order',
		name: 'order',
		type: 'options',
		options: [
			{
				name: 'Waiting Longest First',
				value: 'waiting',
				description: 'Those who wait for nobody come last',
			},
			{ name: 'Last Message First', value: 'lastMessage' },
		],
		default: 'waiting',
		description:
			'In what order conversations come. With a text, those with the newest message that has it come first.',
		displayOptions: { show: { resource: RESOURCE, operation: ['getAll', 'export'] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'All of them must hold',
		displayOptions: { show: { resource: RESOURCE, operation: ['getAll', 'export'] } },
		options: [
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0199a1ef-5b1c-7c0e-9a52-0d6f5a2f8c11',
				description: 'The person, by the ID of an item',
			},
			{
				displayName: 'Labels',
				name: 'labels',
				type: 'string',
				default: '',
				placeholder: 'e.g. VIP, refund',
				description: 'Labels that it has all of, divided by commas',
			},
			{
				displayName: 'Never Answered',
				name: 'neverAnswered',
				type: 'boolean',
				default: true,
				description: 'Whether the customer has written and nobody ever answered',
			},
			{
				displayName: 'Number Group',
				name: 'group',
				type: 'string',
				default: '',
				placeholder: 'e.g. sales',
				description: 'The group that the number belongs to',
			},
			{
				displayName: 'Number IDs',
				name: 'numberIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0199a1ef-5b1c-7c0e-9a52-0d6f5a2f8c11',
				description: 'The numbers, by the IDs of items, divided by commas',
			},
			{
				displayName: 'Owner',
				name: 'owner',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada@example.com',
				description: 'The email of whose it is',
			},
			{
				displayName: 'Status',
				name: 'statuses',
				type: 'multiOptions',
				options: [
					{ name: 'Open', value: 'open' },
					{ name: 'Pending', value: 'pending' },
					{ name: 'Resolved', value: 'resolved' },
					{ name: 'Snoozed', value: 'snoozed' },
				],
				default: ['open'],
				description: 'Where it stands. None for anywhere.',
			},
			{
				displayName: 'Team',
				name: 'team',
				type: 'string',
				default: '',
				placeholder: 'e.g. Berlin',
				description: 'The team that it belongs to',
			},
			{
				displayName: 'Text',
				name: 'text',
				type: 'string',
				default: '',
				placeholder: 'e.g. order 4711',
				description:
					'Words that are all in one message, each whole or as the beginning of a word',
			},
			{
				displayName: 'Unowned',
				name: 'unowned',
				type: 'boolean',
				default: true,
				description: 'Whether it is nobody’s',
			},
			{
				displayName: 'Waiting Longer Than (Minutes)',
				name: 'waitingMinutes',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description: 'For how long the customer has waited for an answer at least',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE, operation: ['get', 'export'] } },
		options: [actingAgentField],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE, operation: ['getAll'] } },
		options: [actingAgentField, continueField],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE, operation: ['timeline'] } },
		options: [
			actingAgentField,
			continueField,
			{
				displayName: 'Oldest First',
				name: 'oldestFirst',
				type: 'boolean',
				default: true,
				description:
					'Whether to begin with what happened first. Otherwise with the newest.',
			},
		],
	},
];
