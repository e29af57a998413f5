import type { INodeProperties } from 'n8n-workflow';

/** Labels of the workspace. */
export const inboxLabelProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['label'] } },
		options: [
			{
				name: 'Create or Update',
				value: 'upsert',
				description:
					'Create a new record, or update the current one if it already exists (upsert)',
				action: 'Create or update a label',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a label',
				description: 'Take a label off the list. Conversations that have it keep it.',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many labels',
				description: 'List the labels of the workspace with their rules',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Label Name',
		name: 'labelName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Refund',
		description: 'Upper and lower case are the same',
		displayOptions: { show: { resource: ['label'], operation: ['upsert', 'delete'] } },
	},
	{
		displayName: 'Fields',
		name: 'labelFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: { resource: ['label'], operation: ['upsert'] } },
		options: [
			{
				displayName: 'Colour',
				name: 'colour',
				type: 'color',
				default: '',
				description: 'As in #25D366',
			},
			{
				displayName: 'Is Hand-Off',
				name: 'isHandoff',
				type: 'boolean',
				default: false,
				description:
					'Whether the label hands a pending conversation from the bot to the team: it becomes open',
			},
			{
				displayName: 'Keywords',
				name: 'keywords',
				type: 'string',
				default: '',
				placeholder: 'e.g. refund, money back',
				description:
					'Words or phrases, with commas between them. A message that holds one of them as a whole word, in any case, gives the label to its conversation.',
			},
		],
	},
];
