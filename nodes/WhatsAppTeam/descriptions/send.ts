import type { INodeProperties } from 'n8n-workflow';
import { contentProperties } from './send-content.ts';
import { interactiveProperties } from './send-interactive.ts';
import { markReadProperties } from './send-mark-read.ts';
import { optionProperties } from './send-options.ts';
import { recipientProperties } from './send-recipient.ts';
import { waitProperties } from './send-wait.ts';

/** Fields of Send. */
export const sendProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Mark as Read',
				value: 'markRead',
				action: 'Mark a message as read',
				description:
					'Show the customer that a message was read, and if you like that you are typing',
			},
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview a message',
				description: 'Say what would happen to each message now, without sending anything',
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Write to a customer',
			},
			{
				name: 'Send and Wait for Reply',
				value: 'sendAndWaitForReply',
				action: 'Send a message and wait for the reply',
				description: 'Write to a customer, and go on with what they answer',
			},
		],
		default: 'send',
	},
	...recipientProperties,
	...contentProperties,
	...interactiveProperties,
	...waitProperties,
	...optionProperties,
	...markReadProperties,
];
