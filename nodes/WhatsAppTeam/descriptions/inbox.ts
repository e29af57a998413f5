import type { INodeProperties } from 'n8n-workflow';
import { inboxContactProperties } from './inbox-contact.ts';
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
			{ name: 'Setting', value: 'settings' },
		],
		default: 'contact',
	},
	...inboxContactProperties,
	...inboxSettingsProperties,
];
