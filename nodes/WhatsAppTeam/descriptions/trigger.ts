import type { INodeProperties } from 'n8n-workflow';
import { triggerEvents } from './trigger-events.ts';
import { triggerFilters } from './trigger-filters.ts';

/** n8n offers each event as a trigger of its own, in this order: what nearly all want comes first. */
const events = [
	...triggerEvents.filter(({ value }) => value === 'message.received'),
	...triggerEvents.filter(({ value }) => value !== 'message.received'),
];

/** Fields of the Trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Listen To',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'This Number',
				value: 'number',
				description: 'Events of the number of the credential',
			},
			{
				name: 'All Numbers of the Workspace',
				value: 'workspace',
				description: 'Events of every number of the workspace that is open in n8n',
			},
		],
		default: 'number',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: events,
		default: ['message.received'],
		description: 'What starts the workflow. With none, the Trigger only keeps its number open.',
	},
	triggerFilters,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Catch Up',
				name: 'catchUp',
				type: 'options',
				options: [
					{
						name: 'No',
						value: 'none',
						description: 'Begin with what comes after publishing',
					},
					{
						name: 'Since Deactivation',
						value: 'sinceDeactivation',
						description: 'Begin with what came while the workflow was not published',
					},
				],
				default: 'none',
				description:
					'Where to begin when the workflow is published. A restart of n8n always goes on where it was.',
			},
			{
				displayName: 'Download Media',
				name: 'downloadMedia',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch the file of a message, as the binary field "data". Without it, or where that fails for half a minute, the item comes without the file; "message.media.error" then says why.',
			},
			{
				displayName: 'Include Raw Message',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add the message as Meta sent it, as the field "raw"',
			},
			{
				// The list offers nothing to choose, and nothing of it is stored: it shows a fresh link.
				// eslint-disable-next-line n8n-nodes-base/node-param-display-name-wrong-for-dynamic-options
				displayName: 'Link Page',
				name: 'linkPage',
				type: 'options',
				noDataExpression: true,
				typeOptions: { loadOptionsMethod: 'linkPage' },
				default: '',
				// eslint-disable-next-line n8n-nodes-base/node-param-description-wrong-for-dynamic-options
				description:
					'Where the phone of a linked number is linked. Open the list for a link that holds for an hour.',
			},
			{
				displayName: 'Max Parallel Runs',
				name: 'maxParallelRuns',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 200 },
				default: 20,
				description: 'How many runs this Trigger has going at once at the most',
			},
			{
				displayName: 'Max Wait for Previous Run (Seconds)',
				name: 'maxWaitForPrevious',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description:
					'How long the next message of a conversation waits for the run of the one before it',
			},
			{
				displayName: 'Order',
				name: 'order',
				type: 'options',
				options: [
					{
						name: 'One After Another per Conversation',
						value: 'perConversation',
						description: 'Messages of a customer are handled in their order',
					},
					{
						name: 'As They Come',
						value: 'none',
						description: 'Nothing waits for anything',
					},
				],
				default: 'perConversation',
				description: 'Whether runs for the same conversation wait for one another',
			},
			{
				displayName: 'Take Over Webhook',
				name: 'takeOverWebhook',
				type: 'boolean',
				default: false,
				description:
					'Whether to replace the webhook address that another system has set on this number',
			},
		],
	},
];
