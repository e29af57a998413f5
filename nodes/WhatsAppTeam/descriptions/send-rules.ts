import type { INodeProperties } from 'n8n-workflow';
import { weeklyHours } from './weekly-hours.ts';

/** In whose name a message goes. */
export const actingAgentOption: INodeProperties = {
	displayName: 'Acting Agent',
	name: 'actingAgent',
	type: 'string',
	default: '',
	placeholder: 'e.g. nathan@example.com',
	description:
		"In whose name the message goes. Owner Guard and the condition 'Owner Is Me or Nobody' compare it with the owner of the conversation.",
};

/** What to do where a conversation belongs to somebody else. */
export const ownerGuardOption: INodeProperties = {
	displayName: 'Owner Guard',
	name: 'ownerGuard',
	type: 'options',
	options: [
		{
			name: 'Block',
			value: 'block',
			description: 'Do not send where the conversation belongs to somebody else',
		},
		{ name: 'Off', value: 'off', description: 'Send whoever owns the conversation' },
		{
			name: 'Warn',
			value: 'warn',
			description: 'Send all the same, and say so above the output',
		},
	],
	default: 'off',
	description:
		'What to do where the conversation has another owner than the Acting Agent, or any owner if there is none',
};

const condition: INodeProperties = {
	displayName: 'Condition',
	name: 'condition',
	type: 'options',
	options: [
		{
			name: 'Has Label',
			value: 'hasLabel',
			description: 'The conversation has this label',
		},
		{
			name: 'Lacks Label',
			value: 'lacksLabel',
			description: 'The conversation does not have this label',
		},
		{
			name: 'Last Message Read',
			value: 'lastMessageRead',
			description: 'The customer has read the last message that was sent to them',
		},
		{
			name: 'Last Message Unread',
			value: 'lastMessageUnread',
			description:
				'It is not known that the customer has read it: many have read receipts switched off',
		},
		{
			name: 'Never Replied',
			value: 'neverReplied',
			description: 'The customer has never written in this conversation',
		},
		{
			name: 'No Reply in Sequence',
			value: 'noReplyInSequence',
			description:
				"The customer has not written since the first step of the sequence that stands in the option 'Sequence'",
		},
		{
			name: 'No Reply Since',
			value: 'noReplySince',
			description: 'The customer has not written for some time',
		},
		{
			name: 'No Reply Since My Last Message',
			value: 'noReplySinceMyLastMessage',
			description: 'The customer has not written since the last message that went out',
		},
		{
			name: 'Outside Business Hours',
			value: 'outsideBusinessHours',
			description: 'It is none of these hours, as for an answer while nobody is there',
		},
		{
			name: 'Owner Is Me or Nobody',
			value: 'ownerIsMeOrNobody',
			description:
				'The conversation belongs to the Acting Agent or to nobody; without Acting Agent, to nobody',
		},
		{ name: 'Status Is', value: 'statusIs', description: 'The conversation has this status' },
		{
			name: 'Within Business Hours',
			value: 'withinBusinessHours',
			description: 'It is one of these hours in the time zone of the number',
		},
	],
	default: 'noReplySinceMyLastMessage',
};

const details: INodeProperties[] = [
	...weeklyHours('the hours begin').map((field) => ({
		...field,
		displayOptions: {
			show: {
				condition: ['withinBusinessHours', 'outsideBusinessHours'],
				whoseHours: ['own'],
			},
		},
	})),
	{
		displayName: 'Duration',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 2,
		description: 'For how long there must have been no reply',
		displayOptions: { show: { condition: ['noReplySince'] } },
	},
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. vip',
		description: 'Its name, in capitals or not',
		displayOptions: { show: { condition: ['hasLabel', 'lacksLabel'] } },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		options: [
			{ name: 'Open', value: 'open' },
			{ name: 'Pending', value: 'pending' },
			{ name: 'Resolved', value: 'resolved' },
			{ name: 'Snoozed', value: 'snoozed' },
		],
		default: ['open'],
		description: 'One of them is enough',
		displayOptions: { show: { condition: ['statusIs'] } },
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'options',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
		default: 'days',
		displayOptions: { show: { condition: ['noReplySince'] } },
	},
	{
		displayName: 'Whose Hours',
		name: 'whoseHours',
		type: 'options',
		options: [
			{
				name: 'Of the Number',
				value: 'number',
				description: 'Those that Update of the number has set; without any, always',
			},
			{ name: 'Own', value: 'own', description: 'Those of the fields' },
		],
		default: 'own',
		displayOptions: {
			show: { condition: ['withinBusinessHours', 'outsideBusinessHours'] },
		},
	},
];

/** What must hold at the moment at which a message goes. */
export const sendOnlyIfOption: INodeProperties = {
	displayName: 'Send Only If',
	name: 'sendOnlyIf',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description:
		'What must hold at the moment at which the message goes, all of it; otherwise it is skipped and comes out of Not Sent, with the name of the condition as the reason',
	options: [{ displayName: 'Condition', name: 'values', values: [condition, ...details] }],
};

/** The follow-up that a message belongs to. */
export const sequenceOption: INodeProperties = {
	displayName: 'Sequence',
	name: 'sequence',
	type: 'string',
	default: '',
	placeholder: 'e.g. abandoned cart',
	description: 'The follow-up that the message belongs to: the same name in every step',
};

/** Which of its messages it is. */
export const stepOption: INodeProperties = {
	displayName: 'Step',
	name: 'step',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2',
	description:
		'Which step of the sequence it is. No contact gets a step twice within 35 days, whatever starts it; with an Idempotency Key, that key decides instead.',
};
