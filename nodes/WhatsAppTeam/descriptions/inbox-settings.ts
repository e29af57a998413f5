import type { INodeProperties } from 'n8n-workflow';

/** Settings of the workspace that the credential names. */
export const inboxSettingsProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['settings'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get settings',
				description: 'Say what the workspace of the credential has set',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update settings',
				description: 'Change some settings of the workspace and leave the others',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: { resource: ['settings'], operation: ['update'] } },
		options: [
			{
				displayName: 'Event Days',
				name: 'eventDays',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 90,
				description:
					'How many days the log of events is kept, which holds no text. What a published Trigger has still to read stays. Leave empty to keep it without end.',
			},
			{
				displayName: 'Message Days',
				name: 'messageDays',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				description:
					'How many days messages are kept, at least 7, because Meta may deliver one again for so long. Leave empty or 0 to keep them without end.',
			},
			{
				displayName: 'Opt-In Words',
				name: 'optInWords',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Word' },
				default: [],
				description:
					'Words besides START by which customers want marketing again, as a whole message. They replace those that were set before.',
			},
			{
				displayName: 'Opt-Out Confirmation',
				name: 'optOutConfirmation',
				type: 'string',
				default: 'default',
				description:
					'What is told once to a customer who wants no more marketing. Leave empty to say nothing; "default" says it in the language of the word.',
			},
			{
				displayName: 'Opt-Out Words',
				name: 'optOutWords',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Word' },
				default: [],
				description:
					'Words besides STOP and its translations by which customers want no more marketing, as a whole message. They replace those that were set before.',
			},
			{
				displayName: 'Outbox Days',
				name: 'outboxDays',
				type: 'number',
				typeOptions: { minValue: 7, numberPrecision: 0 },
				default: 35,
				description:
					'How many days it is known what was sent, at least 7: for so long an idempotency key keeps a message from being sent twice. Leave empty to keep it without end.',
			},
			{
				displayName: 'Private Addresses',
				name: 'privateAddresses',
				type: 'boolean',
				default: false,
				description:
					'Whether the media URL of a message may lead into a private network. Meta cannot fetch from there: it is for a server of your own between n8n and Meta.',
			},
			{
				displayName: 'Reopen Hours',
				name: 'reopenHours',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 24,
				description:
					'For how many hours after it was resolved a conversation is opened again by what the customer writes; later a new one begins. Only for numbers with Single Conversation switched off: at all others it is always opened again.',
			},
			{
				displayName: 'Unanswered Minutes',
				name: 'unansweredMinutes',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 60,
				description:
					'After how many minutes without an answer the event "Conversation Unanswered" is told, once for each waiting. Leave empty or 0 for never.',
			},
			{
				displayName: 'Unassigned Minutes',
				name: 'unassignedMinutes',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 30,
				description:
					'After how many minutes an open conversation that nobody has is told as "Conversation Unassigned Too Long". Leave empty or 0 for never.',
			},
		],
	},
];
