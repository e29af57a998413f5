import type { INodeProperties } from 'n8n-workflow';
import { contactLocator } from './locators.ts';
import { inboxNumberLifeProperties, numberLifeOperations } from './inbox-number-life.ts';
import { inboxNumberListProperties, numberListOperations } from './inbox-number-list.ts';

/** The operations that mean messages of the queue. */
const ON_QUEUE = ['queue', 'cancelQueued'];

/** The number of the credential: how it stands, and what it has to send. */
export const inboxNumberProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['number'] } },
		options: [
			{
				name: 'Cancel Queued',
				value: 'cancelQueued',
				action: 'Cancel queued messages of a number',
				description: 'Take back messages that wait to be sent',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a number',
				description:
					'Say how the number stands, how much of its caps is used and what waits',
			},
			{
				name: 'Get Queue',
				value: 'queue',
				action: 'Get the queue of a number',
				description: 'List the messages that wait, why, and when each goes',
			},
			{
				name: 'Link',
				value: 'link',
				action: 'Link a number',
				description:
					'Connect a number that lives in the WhatsApp app, by a QR code or a pairing code',
			},
			{
				name: 'Pause',
				value: 'pause',
				action: 'Pause a number',
				description: 'Let it send nothing until it is resumed. It still receives.',
			},
			{
				name: 'Resume',
				value: 'resume',
				action: 'Resume a number',
				description: 'Let a paused number send again',
			},
			{
				name: 'Revoke Link Pages',
				value: 'revokeLinkPages',
				action: 'Revoke the link pages of a number',
				description:
					'Make every link to the link page that was given out worthless, for example one that went to the wrong person. The number stays linked.',
			},
			{
				name: 'Unlink',
				value: 'unlink',
				action: 'Unlink a number',
				description:
					'End the link to the WhatsApp app and delete its keys. Conversations stay.',
			},
			...numberLifeOperations,
			...numberListOperations,
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'get',
	},
	{
		displayName:
			'While the number is paused, messages wait and nothing fails; those that get too old are given up, as always.',
		name: 'pauseNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: ['number'], operation: ['pause'] } },
	},
	{
		displayName: 'Link With',
		name: 'linkWith',
		type: 'options',
		options: [
			{
				name: 'Link Page',
				value: 'page',
				description: 'Give the address of a page that shows the codes as they change',
			},
			{
				name: 'QR Code',
				value: 'qr',
				description: 'Give a QR code as a picture. It holds for about a minute.',
			},
			{
				name: 'Pairing Code',
				value: 'pairingCode',
				description: 'Give eight characters to type into the phone',
			},
		],
		default: 'page',
		description: 'How the phone is to be connected',
		displayOptions: { show: { resource: ['number'], operation: ['link'] } },
	},
	{
		displayName: 'Wait for the Link',
		name: 'waitForLink',
		type: 'boolean',
		default: false,
		description:
			'Whether to go on only when the number is linked, or the code has expired, and not as soon as there is a code',
		displayOptions: {
			show: {
				resource: ['number'],
				operation: ['link'],
				linkWith: ['qr', 'pairingCode'],
			},
		},
	},
	{
		displayName:
			'Linking is unofficial: WhatsApp does not support it, and may ban numbers that are linked to programs. The link takes one of the four places for companion devices of the phone, and ends when the phone is away for 14 days.',
		name: 'linkNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: ['number'], operation: ['link'] } },
	},
	{
		displayName: 'Which Messages',
		name: 'which',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'All that wait on the number' },
			{
				name: 'Of a Sequence',
				value: 'sequence',
				description: 'Those that Send put into it',
			},
			{ name: 'To a Contact', value: 'contact', description: 'Those to one person' },
		],
		default: 'sequence',
		description: 'Which of the messages that wait are meant',
		displayOptions: { show: { resource: ['number'], operation: ON_QUEUE } },
	},
	{
		displayName: 'Sequence',
		name: 'sequence',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. spring-campaign',
		description: "The name in the option 'Sequence' of Send",
		displayOptions: {
			show: { resource: ['number'], operation: ON_QUEUE, which: ['sequence'] },
		},
	},
	contactLocator({
		description: 'To whom the messages go',
		displayOptions: {
			show: { resource: ['number'], operation: ON_QUEUE, which: ['contact'] },
		},
	}),
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2000, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource: ['number'], operation: ['queue'] } },
	},
	...inboxNumberLifeProperties,
	...inboxNumberListProperties,
];
