import type { INodeProperties } from 'n8n-workflow';
import { fallbackFieldsOption, fallbackTemplateOption } from './send-fallback.ts';
import {
	actingAgentOption,
	ownerGuardOption,
	sendOnlyIfOption,
	sequenceOption,
	stepOption,
} from './send-rules.ts';

/** What is optional of every message. */
export const optionProperties: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: ['send', 'sendAndWaitForReply', 'preview'] } },
		options: [
			actingAgentOption,
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
				displayName: 'Download Media',
				name: 'downloadMedia',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch the file of a reply, as the binary field "data". Where that fails for half a minute, "message.media.error" says why.',
				displayOptions: { show: { '/operation': ['sendAndWaitForReply'] } },
			},
			{
				displayName: 'Expires After (Minutes)',
				name: 'expiresAfter',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description:
					'When a message that still waits is given up. Without it, the category decides.',
			},
			fallbackTemplateOption,
			fallbackFieldsOption,
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
				displayName: 'Max Wait (Minutes)',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1440, numberPrecision: 0 },
				default: 10,
				description:
					"How long the node waits for messages that have to wait, all items together, if 'When Held' says Wait. A message of which it is known that it goes later is not waited for.",
				displayOptions: { show: { '/operation': ['send', 'preview'] } },
			},
			{
				displayName: 'Not Before',
				name: 'notBefore',
				type: 'dateTime',
				default: '',
				description: 'The message waits until then',
			},
			ownerGuardOption,
			{
				displayName: 'Priority',
				name: 'priority',
				type: 'options',
				options: [
					{ name: 'High', value: 'high', description: 'Before others of its category' },
					{ name: 'Low', value: 'low', description: 'After others of its category' },
					{ name: 'Normal', value: 'normal', description: 'In the order of sending' },
				],
				default: 'normal',
				description:
					'Which messages of the same category go first when some have to wait. Replies go before all others, however low theirs is.',
			},
			{
				displayName: 'Reply To',
				name: 'replyTo',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.message.providerId }}',
				description: 'The message to quote: our ID, or the one of WhatsApp',
			},
			sendOnlyIfOption,
			sequenceOption,
			{
				displayName: 'Show Typing',
				name: 'typing',
				type: 'boolean',
				default: false,
				description:
					'Whether the customer sees for some seconds that somebody types, as long as typing the text takes. Their last message is marked as read by it.',
			},
			{
				displayName: 'Signature',
				name: 'signature',
				type: 'string',
				default: '',
				placeholder: 'e.g. Mia from Sales',
				description: 'Put below a text or a caption, after an empty line',
			},
			stepOption,
			{
				displayName: 'When Held',
				name: 'whenHeld',
				type: 'options',
				options: [
					{
						name: 'Fail',
						value: 'error',
						description: 'Take the message back and end with an error',
					},
					{
						name: 'Put Out on Queued',
						value: 'output',
						description:
							'Go on after half a minute at the latest. The message goes later by itself.',
					},
					{
						name: 'Wait',
						value: 'wait',
						description: "Wait for it as long as 'Max Wait' says, then go on",
					},
				],
				default: 'output',
				description:
					'What happens when a message has to wait, because of a cap or another reason. The first item decides for all.',
				displayOptions: { show: { '/operation': ['send', 'preview'] } },
			},
		],
	},
];
