import type { INodeProperties } from 'n8n-workflow';
import { inboxContactProperties } from './inbox-contact.ts';
import { inboxNumberProperties } from './inbox-number.ts';
import { inboxSettingsProperties } from './inbox-settings.ts';

/** Fields of Inbox. */
export const inboxProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Contact', value: 'contact' },
			{ name: 'Number', value: 'number' },
			{ name: 'Setting', value: 'settings' },
		],
		default: 'contact',
	},
	...inboxContactProperties,
	...inboxNumberProperties,
	...inboxSettingsProperties,
];
