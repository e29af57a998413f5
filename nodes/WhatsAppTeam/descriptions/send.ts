import type { INodeProperties } from 'n8n-workflow';

/** Fields of Send. */
export const sendProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Write to a customer',
			},
		],
		default: 'send',
	},
	{
		displayName: 'Recipient',
		name: 'recipient',
		type: 'resourceLocator',
		default: { mode: 'conversation', value: '={{ $json.conversation.id }}' },
		required: true,
		description: 'To whom the message goes',
		modes: [
			{
				displayName: 'Conversation',
				name: 'conversation',
				type: 'string',
				placeholder: 'e.g. {{ $json.conversation.id }}',
				hint: 'The conversation of the item; the answer goes out by the number that the customer wrote to',
			},
			{
				displayName: 'Phone',
				name: 'phone',
				type: 'string',
				placeholder: 'e.g. +49 151 12345678',
				hint: 'With country code. The message goes out by the number of the credential',
			},
			{
				displayName: 'Contact',
				name: 'contact',
				type: 'string',
				placeholder: 'e.g. {{ $json.contact.id }}',
				hint: 'The contact of an item. The message goes out by the number of the credential',
			},
		],
	},
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Text', value: 'text', description: 'Plain text, with emoji and links' }],
		default: 'text',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Thank you, we will call you back today.',
		description: 'What the customer reads, at most 4096 characters',
		displayOptions: { show: { messageType: ['text'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
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
				description: 'Whether WhatsApp shows a preview of the first link',
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
				description: "WhatsApp's ID of the message to quote",
			},
		],
	},
];
