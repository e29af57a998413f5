import type { INodeProperties } from 'n8n-workflow';

/** What is optional of every message. */
export const optionProperties: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: ['send', 'preview'] } },
		options: [
			{
				displayName: 'Category',
				name: 'category',
				type: 'options',
				options: [
					{
						name: 'Internal',
						value: 'internal',
						description: 'To your own people. Goes last, given up after an hour.',
					},
					{
						name: 'Marketing',
						value: 'marketing',
						description: 'Goes after all others, given up after three days',
					},
					{
						name: 'Reply',
						value: 'reply',
						description:
							'Answer to somebody who is waiting. Goes first, given up after 15 minutes.',
					},
					{
						name: 'Service',
						value: 'service',
						description: 'What a customer should know. Given up after a day.',
					},
				],
				default: 'service',
				description: 'Why you write. Decides what goes first when messages have to wait.',
			},
			{
				displayName: 'Expires After',
				name: 'expiresAfter',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description:
					'After how many minutes a message that still waits is given up. Without it, the category decides.',
			},
			{
				displayName: 'Idempotency Key',
				name: 'idempotencyKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.orderId }}-confirmation',
				description:
					'Two sends with the same key send one message. Runs that a WhatsApp Team Trigger started are protected without it.',
			},
			{
				displayName: 'Link Preview',
				name: 'linkPreview',
				type: 'boolean',
				default: false,
				description: 'Whether WhatsApp shows a preview of the first link of a text',
			},
			{
				displayName: 'Not Before',
				name: 'notBefore',
				type: 'dateTime',
				default: '',
				description: 'The message waits until then',
			},
			{
				displayName: 'Reply To',
				name: 'replyTo',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.message.providerId }}',
				description: 'The message to quote: our ID, or the one of WhatsApp',
			},
		],
	},
];
