import type { INodeProperties } from 'n8n-workflow';
import { buttonsProperty } from './template-buttons.ts';

const create = { operation: ['create'] };
const update = { operation: ['update'] };
const both = { operation: ['create', 'update'] };

const BY_FIELDS = { name: 'Using Fields Below', value: 'fields' };
const BY_JSON = {
	name: 'Using JSON',
	value: 'json',
	description: "Components as in Meta's documentation; also carousels and Flows",
};
const BY_CODE = {
	name: 'One-Time Code',
	value: 'code',
	description: 'A template that brings a code, whose words Meta writes',
};
const KEEP = { name: 'Keep as It Is', value: 'keep', description: 'Change the category alone' };

const CATEGORIES = [
	{
		name: 'Authentication',
		value: 'AUTHENTICATION',
		description: 'Brings a one-time code',
	},
	{
		name: 'Marketing',
		value: 'MARKETING',
		description: 'Offers and news. Does not reach those who want no marketing.',
	},
	{
		name: 'Utility',
		value: 'UTILITY',
		description: 'What a customer has to know of an order, an appointment or an account',
	},
];

/** What a new template says. */
export const wordingProperties: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. order_update',
		description: 'Small letters, digits and underscores',
		displayOptions: { show: create },
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en_US',
		required: true,
		placeholder: 'e.g. en_US',
		description: 'The language code of Meta',
		displayOptions: { show: create },
	},
	{
		displayName: 'Category',
		name: 'category',
		type: 'options',
		options: CATEGORIES,
		default: 'UTILITY',
		description: 'Meta may decide on another one',
		displayOptions: { show: create },
	},
	{
		displayName: 'New Category',
		name: 'newCategory',
		type: 'options',
		options: [...CATEGORIES, { name: 'Keep as It Is', value: '' }],
		default: '',
		description: 'Of a template that is not approved',
		displayOptions: { show: update },
	},
	{
		displayName: 'Specify Content',
		name: 'contentInput',
		type: 'options',
		noDataExpression: true,
		options: [BY_CODE, BY_FIELDS, BY_JSON],
		default: 'fields',
		displayOptions: { show: create },
	},
	{
		displayName: 'Specify Content',
		name: 'contentInput',
		type: 'options',
		noDataExpression: true,
		options: [KEEP, BY_FIELDS, BY_JSON],
		default: 'fields',
		displayOptions: { show: update },
	},
	{
		displayName: 'Components',
		name: 'components',
		type: 'json',
		default: '[\n  { "type": "BODY", "text": "Hello" }\n]',
		required: true,
		description: 'The components of the template, as in the documentation of Meta',
		displayOptions: { show: { ...both, contentInput: ['json'] } },
	},
	{
		displayName: 'Security Recommendation',
		name: 'securityRecommendation',
		type: 'boolean',
		default: true,
		description: 'Whether the message says that the code is not to be shared',
		displayOptions: { show: { ...create, contentInput: ['code'] } },
	},
	{
		displayName: 'Code Expires After',
		name: 'codeExpiration',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 90 },
		default: 10,
		description:
			'How many minutes the message says that the code works; 0 for no word about it',
		displayOptions: { show: { ...create, contentInput: ['code'] } },
	},
	{
		displayName: 'Header',
		name: 'headerType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Document', value: 'document' },
			{ name: 'Image', value: 'image' },
			{ name: 'Location', value: 'location' },
			{ name: 'None', value: 'none' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
		],
		default: 'none',
		description: 'What stands above the text',
		displayOptions: { show: { ...both, contentInput: ['fields'] } },
	},
	{
		displayName: 'Header Text',
		name: 'headerText',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Order {{1}}',
		description: 'At most 60 characters and one variable',
		displayOptions: { show: { ...both, contentInput: ['fields'], headerType: ['text'] } },
	},
	{
		displayName: 'Header Example',
		name: 'headerExample',
		type: 'string',
		default: '',
		placeholder: 'e.g. A-4711',
		description: 'What may stand in place of its variable',
		displayOptions: { show: { ...both, contentInput: ['fields'], headerType: ['text'] } },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing a sample of the file, for the review alone',
		displayOptions: {
			show: {
				...both,
				contentInput: ['fields'],
				headerType: ['image', 'video', 'document'],
			},
		},
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		placeholder: 'e.g. Hello {{1}}, your order {{2}} is on its way.',
		description:
			'At most 1024 characters. Variables are numbers from {{1}} on, or names as in {{first_name}}; they stand neither first nor last.',
		displayOptions: { show: { ...both, contentInput: ['fields'] } },
	},
	{
		displayName: 'Examples',
		name: 'bodyExamples',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Example',
		default: {},
		description: 'What may stand in place of the variables of the body. Meta reviews with it.',
		displayOptions: { show: { ...both, contentInput: ['fields'] } },
		options: [
			{
				displayName: 'Example',
				name: 'values',
				values: [
					{
						displayName: 'Variable',
						name: 'variable',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1',
						description: 'Its number or name, without brackets',
					},
					{
						displayName: 'Example',
						name: 'example',
						type: 'string',
						default: '',
						placeholder: 'e.g. Ana',
					},
				],
			},
		],
	},
	{
		displayName: 'Footer',
		name: 'footer',
		type: 'string',
		default: '',
		placeholder: 'e.g. Lucky Shrub',
		description: 'At most 60 characters, without variables',
		displayOptions: { show: { ...both, contentInput: ['fields'] } },
	},
	buttonsProperty,
];
