import type { INodeProperties } from 'n8n-workflow';
import { agentLocator } from './locators.ts';

const of = (openConversations?: readonly string[]) => ({
	show: {
		resource: ['agent'],
		operation: ['delete'],
		...(openConversations === undefined ? {} : { openConversations: [...openConversations] }),
	},
});

/** Who gets what somebody has who leaves the team. */
export const leavingProperties: INodeProperties[] = [
	{
		displayName: 'Open Conversations',
		name: 'openConversations',
		type: 'options',
		options: [
			{
				name: 'Give to an Agent',
				value: 'agent',
				description: "Those that the agent may see; the others are nobody's",
			},
			{
				name: 'Leave to a Team',
				value: 'team',
				description: "They are nobody's, and the team's from now on",
			},
			{
				name: 'Leave Unassigned',
				value: 'release',
				description: "They are nobody's, and told as such after the time of the settings",
			},
			{
				name: 'Share Out',
				value: 'autoAssign',
				description:
					"Each goes to whoever is online, on shift and has room; the others are nobody's",
			},
		],
		default: 'release',
		description: 'What becomes of the conversations of theirs that are not resolved',
		displayOptions: of(),
	},
	agentLocator({
		description: 'The member of the team who gets the conversations',
		displayOptions: of(['agent']),
	}),
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		options: [
			{
				name: 'Least Open',
				value: 'leastOpen',
				description: 'Whoever has the fewest open conversations',
			},
			{
				name: 'Round Robin',
				value: 'roundRobin',
				description: 'One after the other: whoever got none for the longest time',
			},
		],
		default: 'leastOpen',
		displayOptions: of(['autoAssign']),
	},
	{
		displayName: 'Team',
		name: 'team',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sales',
		description:
			'Whose members get them. With Share Out it may be empty: then all of the team.',
		displayOptions: of(['team', 'autoAssign']),
	},
];
