import type { INodeProperties } from 'n8n-workflow';
import { actingAgentField } from './lookup-fields.ts';

const RESOURCE = ['report'];

/** Figures of the inbox, its agents, numbers and sequences. */
export const inboxReportProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: RESOURCE } },
		options: [
			{
				name: 'Get Agents',
				value: 'agents',
				action: 'Get a report of agents',
				description: 'What each member of the team has and did, one item each',
			},
			{
				name: 'Get Numbers',
				value: 'numbers',
				action: 'Get a report of numbers',
				description: 'What each number has and did, one item each',
			},
			{
				name: 'Get Overview',
				value: 'overview',
				action: 'Get an overview',
				description: 'The figures of the whole inbox, as one item',
			},
			{
				name: 'Get Sequences',
				value: 'sequences',
				action: 'Get a report of sequences',
				description: 'What became of each follow-up, one item each',
			},
		],
		default: 'overview',
	},
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Between Two Times', value: 'between' },
			{ name: 'Last 24 Hours', value: '1' },
			{ name: 'Last 30 Days', value: '30' },
			{ name: 'Last 7 Days', value: '7' },
		],
		default: '7',
		description: 'For which time it is counted what happened',
		displayOptions: { show: { resource: RESOURCE } },
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The first instant of the period',
		displayOptions: { show: { resource: RESOURCE, period: ['between'] } },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The first instant after the period',
		displayOptions: { show: { resource: RESOURCE, period: ['between'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE } },
		options: [
			actingAgentField,
			{
				displayName: 'Include Definitions',
				name: 'includeDefinitions',
				type: 'boolean',
				default: true,
				description:
					'Whether to add the field "definitions", which says what each figure means',
			},
			{
				displayName: 'Number IDs',
				name: 'numberIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0199a1ef-5b1c-7c0e-9a52-0d6f5a2f8c11',
				description: 'Only these numbers, by the IDs of items, divided by commas',
			},
		],
	},
];
