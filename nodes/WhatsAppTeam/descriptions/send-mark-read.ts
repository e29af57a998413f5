import type { INodeProperties } from 'n8n-workflow';

/** The fields of Mark as Read. */
export const markReadProperties: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '={{ $json.message.id }}',
		required: true,
		placeholder: 'e.g. {{ $json.message.providerId }}',
		description:
			'The message of the customer, by our ID or the one of WhatsApp. All messages before it count as read too.',
		displayOptions: { show: { operation: ['markRead'] } },
	},
	{
		displayName: 'Show Typing',
		name: 'typing',
		type: 'boolean',
		default: false,
		description:
			'Whether the customer sees that somebody is typing, for 25 seconds or until the answer comes',
		displayOptions: { show: { operation: ['markRead'] } },
	},
];
