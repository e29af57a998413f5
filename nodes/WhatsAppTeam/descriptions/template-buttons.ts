import type { INodeProperties } from 'n8n-workflow';

const type: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Copy Code', value: 'copyCode', description: 'Copies a code' },
		{ name: 'Link', value: 'url', description: 'Opens a web page' },
		{ name: 'Phone Number', value: 'phone', description: 'Calls a number' },
		{
			name: 'Phone Number Request',
			value: 'contactInfo',
			description: 'Asks the customer for a phone number',
		},
		{
			name: 'Quick Reply',
			value: 'quickReply',
			description: 'Answers with its text',
		},
	],
	default: 'quickReply',
};

const details: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'e.g. Track it',
		description: 'At most 25 characters',
		displayOptions: { show: { type: ['quickReply', 'url', 'phone'] } },
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/orders/{{1}}',
		description: 'The address; it may end with a variable',
		displayOptions: { show: { type: ['url'] } },
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +49 30 1234567',
		displayOptions: { show: { type: ['phone'] } },
	},
	{
		displayName: 'Example',
		name: 'example',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4711',
		description: 'What may stand in place of the variable of the URL, or of the code',
		displayOptions: { show: { type: ['url', 'copyCode'] } },
	},
];

/** The buttons of a new template. */
export const buttonsProperty: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Button',
	default: {},
	description: 'At most ten: quick replies together, two links, one phone number, one code',
	displayOptions: {
		show: { operation: ['create', 'update'], contentInput: ['fields'] },
	},
	options: [
		{
			displayName: 'Button',
			name: 'values',
			values: [type, ...details],
		},
	],
};
