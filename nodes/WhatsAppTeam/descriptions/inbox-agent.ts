import type { INodeProperties } from 'n8n-workflow';
import { listFields } from './lookup-fields.ts';
import { agentFields } from './inbox-agent-fields.ts';
import { leavingProperties } from './inbox-agent-leaving.ts';

const availability = {
	displayName: 'Availability',
	name: 'availability',
	type: 'options',
	options: [
		{ name: 'Away', value: 'away', description: 'Here soon again: given nothing meanwhile' },
		{ name: 'Offline', value: 'offline', description: 'Not here: given nothing' },
		{ name: 'Online', value: 'online', description: 'Here: given something in their shifts' },
	],
	default: 'online',
} satisfies INodeProperties;

/** Members of the team. */
export const inboxAgentProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['agent'] } },
		options: [
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update an agent',
				description:
					'Create a new record, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete an agent',
				description:
					'Take somebody off the team. Nothing stays theirs; what they wrote keeps their name.',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many agents',
				description: 'List the members of the team, with who is there now',
			},
			{
				name: 'Set Availability',
				value: 'setAvailability',
				action: 'Set availability of an agent',
				description: 'Say whether a member of the team is there',
			},
		],
		default: 'upsert',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'name@email.com',
		default: '',
		required: true,
		description: 'The email by which the team knows them',
		displayOptions: {
			show: { resource: ['agent'], operation: ['upsert', 'delete', 'setAvailability'] },
		},
	},
	...leavingProperties,
	{
		...availability,
		displayOptions: { show: { resource: ['agent'], operation: ['setAvailability'] } },
	},
	{
		displayName: 'Fields',
		name: 'agentFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: { resource: ['agent'], operation: ['upsert'] } },
		options: [availability, ...agentFields],
	},
	...listFields({ resource: ['agent'], operation: ['getAll'] }),
	{
		displayName: 'Filters',
		name: 'agentFilters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: { resource: ['agent'], operation: ['getAll'] } },
		options: [
			{
				displayName: 'Only Those Who Are There',
				name: 'onlyThere',
				type: 'boolean',
				default: true,
				description: 'Whether to list only those who are online and on shift now',
			},
			{
				displayName: 'Team',
				name: 'team',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sales',
				description: 'Only members of this team',
			},
		],
	},
];
