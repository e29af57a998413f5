import type { INodeProperties } from 'n8n-workflow';
import { agentLocator } from './locators.ts';

/** To whom, by which rule, and why. */
export const assignOwnerProperties: INodeProperties[] = [
	agentLocator({
		description: 'The member of the team who gets the conversation',
		displayOptions: { show: { operation: ['claim', 'assign', 'transfer'] } },
	}),
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { operation: ['autoAssign'] } },
		options: [
			{
				name: 'Least Open',
				value: 'leastOpen',
				description: 'Whoever has the fewest open conversations',
			},
			{
				name: 'Round Robin',
				value: 'roundRobin',
				description:
					'One after the other: whoever a rule gave none for the longest time. What somebody claims does not count.',
			},
			{
				name: 'Rules',
				value: 'rules',
				description: 'Whoever your expression names, or the team that it names',
			},
			{
				name: 'Sticky',
				value: 'sticky',
				description:
					'Whoever had the conversation last, if they are there; otherwise as with Round Robin',
			},
		],
		default: 'roundRobin',
	},
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		noDataExpression: true,
		placeholder: "e.g. 'vip' in labels ? 'ada@example.com' : language = 'de' ? 'Berlin'",
		description:
			'<a href="https://docs.jsonata.org/">JSONata</a> that returns the email of an agent, the name of a team, or nothing. It knows the number and its group, the labels, the language and the last text of the customer, the referral by which they came, and the hours at the number (day from 1 for Monday, time as in 09:00).',
		displayOptions: { show: { operation: ['autoAssign'], strategy: ['rules'] } },
	},
	{
		displayName: 'Team',
		name: 'team',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sales',
		description: 'Only members of this team. Leave empty for everybody.',
		displayOptions: { show: { operation: ['autoAssign'] } },
	},
	{
		displayName: 'Only on Shift',
		name: 'onlyOnShift',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out members who are outside their shifts, or away or offline',
		displayOptions: { show: { operation: ['autoAssign'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: ['autoAssign'] } },
		options: [
			{
				displayName: 'Fair Limit per Hour',
				name: 'mostPerHour',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 100,
				description:
					'How many conversations a member is given by rules in an hour at the most',
			},
			{
				displayName: 'Leave Out After (Hours)',
				name: 'maxAge',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 24,
				description:
					'Conversations in which the customer has waited longer than this are left alone, so that an old backlog floods nobody',
			},
		],
	},
	{
		displayName: 'Handoff Note',
		name: 'handoffNote',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Wants the blue one, has asked twice',
		description: 'What the next one should know. The customer never sees it.',
		displayOptions: { show: { operation: ['transfer'] } },
	},
	{
		displayName: 'Force',
		name: 'force',
		type: 'boolean',
		default: false,
		description:
			'Whether to take the conversation from whoever has it. The Acting Agent must be a manager or an owner, and there must be a reason.',
		displayOptions: { show: { operation: ['transfer'] } },
	},
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		placeholder: 'e.g. On holiday until Monday',
		description: 'Why this happens, for the history of the conversation',
		displayOptions: { show: { operation: ['assign', 'transfer', 'release'] } },
	},
	{
		displayName: 'Expected Version',
		name: 'expectedVersion',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.owner.version }}',
		description:
			'The version of the ownership that was seen before: if it has changed since, nothing happens. Leave empty not to ask.',
		displayOptions: { show: { operation: ['assign', 'transfer', 'release'] } },
	},
];
