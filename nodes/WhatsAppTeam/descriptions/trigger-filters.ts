import type { INodeProperties } from 'n8n-workflow';

/** Which of the chosen events start a run. All that is filled in must hold. */
export const triggerFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	description:
		'Start the workflow only where all of these hold. What is left out is stored all the same.',
	options: [
		{
			displayName: 'Expression',
			name: 'expression',
			type: 'string',
			default: '',
			noDataExpression: true,
			placeholder: "e.g. message.type = 'image'",
			description:
				'<a href="https://docs.jsonata.org/">JSONata</a> over the item that would be put out; the workflow starts where it is true',
		},
		{
			displayName: 'Labels',
			name: 'labels',
			type: 'string',
			default: '',
			placeholder: 'e.g. vip, complaint',
			description: 'The conversation has at least one of these labels, which commas separate',
		},
		{
			displayName: 'Number Group',
			name: 'numberGroup',
			type: 'string',
			default: '',
			placeholder: 'e.g. DACH',
			description: 'The number belongs to this group',
		},
		{
			displayName: 'Only New Conversations',
			name: 'onlyNewConversations',
			type: 'boolean',
			default: false,
			description: 'Whether only the first message of a conversation starts a run',
		},
		{
			displayName: 'Text Contains',
			name: 'textContains',
			type: 'string',
			default: '',
			placeholder: 'e.g. offer',
			description: 'The text of the message has this in it, in capitals or not',
		},
	],
};
