import type { INodeProperties } from 'n8n-workflow';

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
		options: [
			{
				name: 'Contact Merged',
				value: 'contact.merged',
				description: 'Two contacts turned out to be the same person',
			},
			{
				name: 'Contact Opted In',
				value: 'contact.opted_in',
				description: 'A customer who wanted no marketing wants it again',
			},
			{
				name: 'Contact Opted Out',
				value: 'contact.opted_out',
				description: 'A customer wants no more marketing',
			},
			{
				name: 'Contact Updated',
				value: 'contact.updated',
				description: 'A customer has another phone number, user ID or phone',
			},
			{
				name: 'Message Deleted',
				value: 'message.deleted',
				description: 'A message was deleted for everyone',
			},
			{
				name: 'Message Delivered',
				value: 'message.delivered',
				description: "One of your messages has reached the customer's phone",
			},
			{
				name: 'Message Edited',
				value: 'message.edited',
				description: 'A message was changed after it was sent',
			},
			{
				name: 'Message Failed',
				value: 'message.failed',
				description: 'One of your messages was refused, or could not be delivered',
			},
			{
				name: 'Message Reaction',
				value: 'message.reaction',
				description: 'Somebody reacted to a message with an emoji, or took that back',
			},
			{
				name: 'Message Read',
				value: 'message.read',
				description: 'The customer has read one of your messages',
			},
			{
				name: 'Message Received',
				value: 'message.received',
				description: 'A customer has written',
			},
			{
				name: 'Message Sent',
				value: 'message.sent',
				description:
					'WhatsApp has taken one of your messages, or somebody wrote on the phone itself',
			},
			{
				name: 'Number Paused',
				value: 'number.paused',
				description: 'Somebody paused the number: what it has to send waits',
			},
			{
				name: 'Number Reached a Cap',
				value: 'number.cap_reached',
				description:
					'A sending cap begins to hold messages back. Told once in the hour or day of the cap.',
			},
			{
				name: 'Number Resumed',
				value: 'number.resumed',
				description: 'Somebody resumed the number',
			},
		],
		default: ['message.received'],
		description: 'What starts the workflow. With none, the Trigger only keeps its number open.',
	},
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
				displayName: 'Max Parallel Runs',
				name: 'maxParallelRuns',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 200 },
				default: 20,
				description: 'How many runs this Trigger has going at once at the most',
			},
			{
				displayName: 'Max Wait for Previous Run',
				name: 'maxWaitForPrevious',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description:
					'How many seconds the next message of a conversation waits for the run of the one before it',
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
