import type { INodeProperties } from 'n8n-workflow';

/** Status, labels and priority. */
export const assignStateProperties: INodeProperties[] = [
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		displayOptions: { show: { operation: ['setStatus'] } },
		options: [
			{ name: 'Open', value: 'open', description: 'The team has to do something' },
			{
				name: 'Pending',
				value: 'pending',
				description: 'A bot answers, until it is opened or gets a hand-off label',
			},
			{
				name: 'Resolved',
				value: 'resolved',
				description:
					'It is done: nobody waits, and steps of follow-ups that wait are taken back. A message of the customer opens it again.',
			},
			{
				name: 'Snoozed',
				value: 'snoozed',
				description: 'It is put off until a time, or until the customer writes',
			},
		],
		default: 'open',
		description: 'Where the conversation stands',
	},
	{
		displayName: 'Snooze Until',
		name: 'snoozeUntil',
		type: 'dateTime',
		default: '',
		description: 'When it is opened again by itself. Leave empty for when the customer writes.',
		displayOptions: { show: { operation: ['setStatus'], status: ['snoozed'] } },
	},
	{
		displayName: 'Outcome',
		name: 'outcome',
		type: 'string',
		default: '',
		placeholder: 'e.g. sold',
		description: 'How it ended, in your own words',
		displayOptions: { show: { operation: ['setStatus'], status: ['resolved'] } },
	},
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. VIP, refund',
		description:
			'One or more, with commas between them, or a list from an expression. Upper and lower case are the same.',
		displayOptions: { show: { operation: ['addLabels', 'removeLabels'] } },
	},
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'options',
		displayOptions: { show: { operation: ['setPriority'] } },
		options: [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
			{ name: 'None', value: 'none' },
			{ name: 'Urgent', value: 'urgent' },
		],
		default: 'medium',
		description: 'How urgent the conversation is: an SLA policy may promise other times for it',
	},
];
