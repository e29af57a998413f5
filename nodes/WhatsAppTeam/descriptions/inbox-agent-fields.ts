import type { INodeProperties } from 'n8n-workflow';
import { weeklyHours } from './weekly-hours.ts';

const several = (
	displayName: string,
	name: string,
	one: string,
	placeholder: string,
	description: string,
) =>
	({
		displayName,
		name,
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${one}` },
		default: [],
		placeholder,
		description,
	}) satisfies INodeProperties;

/** What can be said of a member of the team, besides whether they are there. */
export const agentFields: INodeProperties[] = [
	{
		displayName: 'Capacity',
		name: 'capacity',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many open conversations rules let them have. 0 for any number.',
	},
	{
		displayName: 'Capacity per Number',
		name: 'numberCapacities',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Number',
		default: {},
		options: [
			{
				displayName: 'Number',
				name: 'values',
				values: [
					{
						displayName: 'Most',
						name: 'most',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 5,
						description:
							'How many open conversations of this number rules let them have',
					},
					{
						displayName: 'Number ID',
						name: 'number',
						type: 'string',
						default: '',
						placeholder: 'e.g. 0199a1ef-5b1c-7c0e-9a52-0d6f5a2f8c11',
						description: 'The number, by the ID of an item',
					},
				],
			},
		],
	},
	several(
		'Labels',
		'labelScope',
		'Label',
		'e.g. vip',
		'They see only conversations with one of these labels. Leave empty for all.',
	),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada Lovelace',
	},
	several(
		'Numbers',
		'numberScope',
		'Number',
		'e.g. South',
		'They see only conversations of these numbers, by the ID or the group. Leave empty for all.',
	),
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'Agent', value: 'agent', description: 'Has and answers conversations' },
			{
				name: 'Limited Agent',
				value: 'limitedAgent',
				description: 'The same, for some numbers or labels alone',
			},
			{
				name: 'Manager',
				value: 'manager',
				description: 'Sees all, and gives and takes what others have',
			},
			{ name: 'Owner', value: 'owner', description: 'May do everything' },
			{ name: 'Viewer', value: 'viewer', description: 'Looks on, and has nothing' },
		],
		default: 'agent',
	},
	{
		displayName: 'Shifts',
		name: 'shifts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Shift',
		default: {},
		description: 'When they work. Without any, always.',
		options: [
			{
				displayName: 'Shift',
				name: 'values',
				values: weeklyHours('the shift begins'),
			},
		],
	},
	several('Teams', 'teams', 'Team', 'e.g. Sales', 'The teams they belong to'),
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: 'UTC',
		placeholder: 'e.g. Europe/Berlin',
		description: 'The zone of the clock by which they work',
	},
];
