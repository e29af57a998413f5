import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { numberLocator } from './locators.ts';
import { actingAgentField } from './lookup-fields.ts';

const RESOURCE = ['number'];

/** Operations of all numbers of the workspace. */
export const numberListOperations: INodePropertyOptions[] = [
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many numbers',
		description: 'List the numbers of the workspace with their state and who has the phone',
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update a number',
		description: 'Write down its group, who has the phone, and when to look again',
	},
];

/** Their fields. */
export const inboxNumberListProperties: INodeProperties[] = [
	numberLocator({
		description: 'The number that it is about',
		displayOptions: { show: { resource: RESOURCE, operation: ['update'] } },
	}),
	{
		displayName: 'Update Fields',
		name: 'numberFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What to write down; all else stays. An empty field takes back what was said.',
		displayOptions: { show: { resource: RESOURCE, operation: ['update'] } },
		options: [
			{
				displayName: 'Backup Owner',
				name: 'backupOwner',
				type: 'string',
				default: '',
				placeholder: 'e.g. bob@example.com',
				description: 'Who has the phone, or its SIM, if the owner leaves',
			},
			{
				displayName: 'Group',
				name: 'group',
				type: 'string',
				default: '',
				placeholder: 'e.g. sales',
				description: 'Holds until a credential of the number names another one',
			},
			{
				displayName: 'Owner',
				name: 'ownerAgent',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada@example.com',
				description: 'Whose phone it is: what is written on it counts as theirs',
			},
			{
				displayName: 'Review Date',
				name: 'reviewAt',
				type: 'dateTime',
				default: '',
				description: 'When somebody should look whether all of this is still right',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE, operation: ['getAll'] } },
		options: [actingAgentField],
	},
];
