import type { INodeProperties } from 'n8n-workflow';
import { templateLocator, templateMapper } from './template-locator.ts';

/** The template that goes where the window is closed. */
export const fallbackTemplateOption: INodeProperties = templateLocator({
	displayName: 'Fallback Template',
	name: 'fallbackTemplate',
	description:
		"An approved template that goes in place of the message if more than 24 hours have passed since the customer's last message when it goes. Its fields stand below the options.",
});

/** The values of that template. n8n shows such a mapping only outside of collections. */
export const fallbackFieldsProperty: INodeProperties = {
	displayName: 'Fallback Template Fields',
	name: 'fallbackFields',
	type: 'resourceMapper',
	default: { mappingMode: 'defineBelow', value: null },
	noDataExpression: true,
	typeOptions: templateMapper('fallbackFields', 'options.fallbackTemplate.value'),
	displayOptions: {
		show: {
			operation: ['send', 'sendAndWaitForReply', 'preview'],
			'options.fallbackTemplate': [{ _cnd: { exists: true } }],
		},
	},
};
