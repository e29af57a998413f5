import type { INodeProperties } from 'n8n-workflow';
import {
	moreContactOperations,
	moreContactProperties,
	WITHOUT_CONTACT,
} from './inbox-contact-more.ts';
import { contactLocator } from './locators.ts';

/** Contacts: the people who write. */
export const inboxContactProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['contact'] } },
		options: [
			{
				name: 'Erase',
				value: 'delete',
				action: 'Erase a contact',
				description:
					'Delete for good all that names or quotes a person: name, addresses, messages and what waits to be sent',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a contact',
				description:
					'Find a person with their addresses, conversations and what they consent to',
			},
			{
				name: 'Set Consent',
				value: 'setConsent',
				action: 'Set consent of a contact',
				description: 'Write down whether a person wants marketing',
			},
			...moreContactOperations,
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'get',
	},
	{
		displayName:
			'Erasing cannot be undone. It does not reach the executions that n8n keeps, backups, or the phones of customer and business.',
		name: 'eraseNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: ['contact'], operation: ['delete'] } },
	},
	contactLocator({
		description: 'Whom it is about',
		displayOptions: { show: { resource: ['contact'] }, hide: { operation: WITHOUT_CONTACT } },
	}),
	{
		displayName: 'Marketing',
		name: 'marketing',
		type: 'options',
		options: [
			{
				name: 'Opted In',
				value: 'in',
				description: 'The person has agreed to get marketing',
			},
			{
				name: 'Opted Out',
				value: 'out',
				description:
					'The person gets no marketing from any number of the workspace, not even what waits',
			},
			{
				name: 'Unknown',
				value: 'unknown',
				description: 'Nothing is known. Marketing is not held back.',
			},
		],
		default: 'out',
		displayOptions: { show: { resource: ['contact'], operation: ['setConsent'] } },
	},
	...moreContactProperties,
];
