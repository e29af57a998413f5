import type { INodeProperties } from 'n8n-workflow';
import { templateLocator } from './template-locator.ts';

/** The template that goes where the window is closed. */
export const fallbackTemplateOption: INodeProperties = templateLocator({
	displayName: 'Fallback Template',
	name: 'fallbackTemplate',
	description:
		"An approved template that goes in place of the message if more than 24 hours have passed since the customer's last message when it goes. Its values stand in 'Fallback Template Fields'.",
});

/** The values of that template: n8n shows a mapping of all fields only outside of collections. */
export const fallbackFieldsOption: INodeProperties = {
	displayName: 'Fallback Template Fields',
	name: 'fallbackFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: "What fills the gaps of the 'Fallback Template'",
	options: [
		{
			displayName: 'Field',
			name: 'values',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'fallbackFields',
						loadOptionsDependsOn: ['options.fallbackTemplate.value'],
					},
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. {{ $json.contact.name }}',
					description:
						'What stands in the gap. For a file: its URL, its media ID, or the input binary field.',
				},
			],
		},
	],
};
