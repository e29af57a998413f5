import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['sendAndWaitForReply'] };

/** How long Send and Wait for Reply waits. */
export const waitProperties: INodeProperties[] = [
	{
		displayName: 'Wait Limit',
		name: 'waitLimit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 24,
		required: true,
		placeholder: 'e.g. 24',
		hint: 'The time counts from the moment the message has gone out: one that is queued is waited for. 30 days at the most.',
		description: "How long to wait for a reply, then the run goes on by the output 'Timed Out'",
		displayOptions: { show },
	},
	{
		displayName: 'Wait Limit Unit',
		name: 'waitUnit',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Seconds', value: 'seconds' },
		],
		default: 'hours',
		description: 'What the wait limit is counted in',
		displayOptions: { show },
	},
];
