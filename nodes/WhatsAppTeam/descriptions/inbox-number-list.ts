import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { numberLocator } from './locators.ts';
import { actingAgentField } from './lookup-fields.ts';
import { weeklyHours } from './weekly-hours.ts';

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
		description: 'Write down its group and hours, who has the phone, and when to look again',
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
		placeholder: 'Add field',
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
				displayName: 'Hours',
				name: 'hours',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Hours',
				default: {},
				description:
					'When somebody answers, in the time zone of the credential. Without any, always. Rules, SLA policies and Send Only If can go by them.',
				options: [
					{
						displayName: 'Hours',
						name: 'values',
						values: weeklyHours('the hours begin'),
					},
				],
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
			{
				displayName: 'Single Conversation',
				name: 'singleConversation',
				type: 'boolean',
				default: true,
				description:
					'Whether a contact has one conversation here, which is always opened again. Otherwise the next one begins when the customer writes later than the Reopen Hours of the settings after it was resolved.',
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
