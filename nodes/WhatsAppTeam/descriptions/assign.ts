import type { INodeProperties } from 'n8n-workflow';
import { conversationLocator } from './locators.ts';
import { assignOwnerProperties } from './assign-owner.ts';
import { assignStateProperties } from './assign-state.ts';

/** Fields of Assign. */
export const assignProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add Labels',
				value: 'addLabels',
				action: 'Add labels to a conversation',
				description: 'Give labels to a conversation; those that it has stay',
			},
			{
				name: 'Assign',
				value: 'assign',
				action: 'Assign a conversation',
				description: 'Give a conversation that nobody has to a member of the team',
			},
			{
				name: 'Assign Automatically',
				value: 'autoAssign',
				action: 'Assign a conversation automatically',
				description:
					'Give a conversation that nobody has to whoever is next, has the fewest, had it last, or is named by your rules',
			},
			{
				name: 'Claim',
				value: 'claim',
				action: 'Claim a conversation',
				description: 'Take a conversation that nobody has. Of several who try, one wins.',
			},
			{
				name: 'Release',
				value: 'release',
				action: 'Release a conversation',
				description: 'Give a conversation back, so that nobody has it',
			},
			{
				name: 'Remove Labels',
				value: 'removeLabels',
				action: 'Remove labels from a conversation',
				description: 'Take labels off a conversation; all others stay',
			},
			{
				name: 'Set Priority',
				value: 'setPriority',
				action: 'Set the priority of a conversation',
				description: 'Say how urgent a conversation is',
			},
			{
				name: 'Set Status',
				value: 'setStatus',
				action: 'Set the status of a conversation',
				description: 'Open, snooze or resolve a conversation, or leave it to a bot',
			},
			{
				name: 'Transfer',
				value: 'transfer',
				action: 'Transfer a conversation',
				description: 'Hand a conversation over to another member of the team, with a note',
			},
		],
		default: 'claim',
	},
	conversationLocator({
		description: 'The conversation that it is about',
	}),
	...assignOwnerProperties,
	...assignStateProperties,
	{
		displayName: 'Acting Agent',
		name: 'actingAgent',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@example.com',
		description:
			'The email of the member of the team in whose name this happens: only what their role, numbers and labels allow. Leave empty to act as the owner of the workspace.',
		displayOptions: { hide: { operation: ['claim'] } },
	},
];
