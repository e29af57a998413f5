import type { INodeProperties } from 'n8n-workflow';
import { weeklyHours } from './weekly-hours.ts';

/** How soon the team answers whom. */
export const inboxSlaProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['slaPolicy'] } },
		options: [
			{
				name: 'Create or Update',
				value: 'upsert',
				description:
					'Create a new record, or update the current one if it already exists (upsert)',
				action: 'Create or update an SLA policy',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete an SLA policy',
				description: 'What it promised is promised no more',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many SLA policies',
				description: 'List the policies in the order in which they are asked',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Policy Name',
		name: 'policyName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Sales',
		description: 'Upper and lower case are the same',
		displayOptions: { show: { resource: ['slaPolicy'], operation: ['upsert', 'delete'] } },
	},
	{
		displayName: 'Match',
		name: 'match',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: "e.g. 'VIP' in conversation.labels",
		description:
			'A JSONata expression over "number", "contact" and "conversation", as items of the Trigger have them. The first policy that it is true for holds. Leave empty for every conversation.',
		displayOptions: { show: { resource: ['slaPolicy'], operation: ['upsert'] } },
	},
	{
		displayName: 'Targets',
		name: 'targets',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Target',
		default: {},
		description: 'How soon it is promised, by the priority of the conversation',
		displayOptions: { show: { resource: ['slaPolicy'], operation: ['upsert'] } },
		options: [
			{
				displayName: 'Target',
				name: 'values',
				values: [
					{
						displayName: 'First Reply (Minutes)',
						name: 'firstMinutes',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description:
							"From the customer's first message to the first answer of a person. 0 for no promise.",
					},
					{
						displayName: 'Next Reply (Minutes)',
						name: 'nextMinutes',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description:
							'From the oldest message without an answer to the next answer of a person. 0 for no promise.',
					},
					{
						displayName: 'Priority',
						name: 'priority',
						type: 'options',
						options: [
							{ name: 'All Others', value: 'default' },
							{ name: 'High', value: 'high' },
							{ name: 'Low', value: 'low' },
							{ name: 'Medium', value: 'medium' },
							{ name: 'Urgent', value: 'urgent' },
						],
						default: 'default',
						description: 'For conversations of which priority the times hold',
					},
					{
						displayName: 'Resolution (Minutes)',
						name: 'resolutionMinutes',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description:
							"From the customer's first message until it is resolved. 0 for no promise.",
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'policyOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: ['slaPolicy'], operation: ['upsert'] } },
		options: [
			{
				displayName: 'Automation Counts',
				name: 'automationCounts',
				type: 'boolean',
				default: false,
				description: "Whether what a workflow sends in nobody's name is an answer, too",
			},
			{
				displayName: 'Business Hours',
				name: 'businessHours',
				type: 'fixedCollection',
				default: {},
				description:
					'When the clocks run, in the time zone of the number. Without them, always.',
				options: [
					{
						displayName: 'Hours',
						name: 'values',
						values: weeklyHours('the hours begin'),
					},
				],
			},
			{
				displayName: 'Hours of the Number',
				name: 'numberHours',
				type: 'boolean',
				default: false,
				description:
					'Whether the clocks run in the hours that Update of the number has set, in place of Business Hours',
			},
			{
				displayName: 'Order',
				name: 'order',
				type: 'number',
				typeOptions: { numberPrecision: 0 },
				default: 0,
				description: 'Policies are asked from the lowest to the highest',
			},
			{
				displayName: 'Warn At (Percent)',
				name: 'warnAt',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 99 },
				default: 80,
				description:
					'After how much of a time the event "SLA Warning" is told. 0 for never.',
			},
		],
	},
];
