import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Show = NonNullable<IDisplayOptions['show']>;

/** How much of a list is wanted. */
export function listFields(show: Show): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
	];
}

/** Whoever looks, or changes something. */
export const actingAgentField: INodeProperties = {
	displayName: 'Acting Agent',
	name: 'actingAgent',
	type: 'string',
	default: '',
	placeholder: 'e.g. ada@example.com',
	description:
		'The email of the member of the team in whose name it is done: they see what their numbers and labels allow, and do what their role does. Leave empty to see and do all.',
};

/** Where a list goes on. */
export const continueField: INodeProperties = {
	displayName: 'Continue After',
	name: 'cursor',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.nextCursor }}',
	description:
		'The "nextCursor" of an earlier run with the same order: the list goes on there, whatever has come or gone since',
};

/** What a file of an export is. */
export function exportFields(show: Show): INodeProperties[] {
	return [
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: [
				{
					name: 'CSV',
					value: 'csv',
					description: 'For spreadsheets. What they would run as a formula is disarmed.',
				},
				{ name: 'JSON', value: 'json', description: 'For programs' },
			],
			default: 'csv',
			displayOptions: { show },
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
			displayOptions: { show },
		},
	];
}
