import type { INodeProperties } from 'n8n-workflow';
import { recipientLocator } from './locators.ts';
import { optionProperties } from './send-options.ts';
import { templateListProperties } from './template-list.ts';
import { templateLocator, templateMapper } from './template-locator.ts';
import { wordingProperties } from './template-wording.ts';

/** Options of Send that mean nothing for a template, whose words and category are Meta's. */
const NOT_HERE = new Set([
	'category',
	'downloadMedia',
	'fallbackFields',
	'fallbackTemplate',
	'linkPreview',
	'signature',
	'typing',
]);

const show = { operation: ['send'] };

/** Fields of Template. */
export const templateProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a template',
				description: 'Send a new template to the review of Meta',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a template',
				description: 'Delete a template for good. Its name is blocked for 30 days.',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a template',
				description: 'Say how a template stands, what it says and what has to be filled in',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many templates',
				description: 'List the templates of the account',
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a template',
				description: 'Write to a customer, also outside the 24-hour window',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a template',
				description: 'Replace what a template says, or change its category',
			},
		],
		default: 'send',
	},
	{ ...recipientLocator, displayOptions: { show } },
	templateLocator({
		displayName: 'Template',
		name: 'template',
		required: true,
		description: 'The template, in the language in which it goes',
		displayOptions: { show: { operation: ['send', 'get', 'update', 'delete'] } },
	}),
	{
		displayName: 'Template Fields',
		name: 'templateFields',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		typeOptions: templateMapper('templateFields', 'template.value'),
		displayOptions: { show },
	},
	...optionProperties.map((property) => ({
		...property,
		options: (property.options ?? []).filter(({ name }) => !NOT_HERE.has(name)),
		displayOptions: { show },
	})),
	...wordingProperties,
	...templateListProperties,
];
