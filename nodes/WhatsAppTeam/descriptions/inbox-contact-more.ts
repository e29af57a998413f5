import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { contactLocator } from './locators.ts';
import { actingAgentField, continueField, exportFields, listFields } from './lookup-fields.ts';

const RESOURCE = ['contact'];

/** Operations of contacts that list, change and hand them on. */
export const moreContactOperations: INodePropertyOptions[] = [
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a contact',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	},
	{
		name: 'Export',
		value: 'export',
		action: 'Export contacts',
		description: 'Write contacts to a file',
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many contacts',
		description: 'List people, the newest first',
	},
	{
		name: 'Map to CRM',
		value: 'map',
		action: 'Map a contact to a CRM',
		description: 'Turn a contact into the fields of HubSpot, Pipedrive or another system',
	},
	{
		name: 'Merge',
		value: 'merge',
		action: 'Merge two contacts',
		description: 'Make two contacts one, with all addresses, conversations and messages',
	},
];

/** Operations that are about nobody in particular. */
export const WITHOUT_CONTACT = ['getAll', 'export'];

/** Operations that can be done in somebody's name, and are no list. */
const IN_A_NAME = ['delete', 'export', 'get', 'map', 'merge', 'setConsent', 'upsert'];

/** Their fields. */
export const moreContactProperties: INodeProperties[] = [
	contactLocator({
		displayName: 'Merge From',
		name: 'mergeFrom',
		default: { mode: 'contact', value: '' },
		description: 'The contact that the one above takes in. This cannot be undone.',
		displayOptions: { show: { resource: RESOURCE, operation: ['merge'] } },
	}),
	{
		displayName: 'Fields',
		name: 'contactFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description: 'What to write down; all else stays. An empty field takes back what was said.',
		displayOptions: { show: { resource: RESOURCE, operation: ['upsert'] } },
		options: [
			{
				displayName: 'CRM Links',
				name: 'crmLinks',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Link',
				default: {},
				description:
					'Records of other systems that the contact is. One for each system and type; an empty record ID takes it away.',
				options: [
					{
						displayName: 'Link',
						name: 'values',
						values: [
							{
								displayName: 'Record ID',
								name: 'id',
								type: 'string',
								default: '',
								placeholder: 'e.g. 4711',
							},
							{
								displayName: 'System',
								name: 'system',
								type: 'string',
								default: '',
								placeholder: 'e.g. hubspot',
							},
							{
								displayName: 'Type',
								name: 'type',
								type: 'string',
								default: '',
								placeholder: 'e.g. contact',
							},
						],
					},
				],
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: '',
				placeholder: 'e.g. pt_BR',
				description: 'The language to write to them in',
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Ada Lovelace',
				description: 'Shown in place of the name that WhatsApp tells',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description: 'Where they live',
			},
		],
	},
	{
		displayName: 'CRM',
		name: 'crm',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'By an expression of your own' },
			{
				name: 'HubSpot',
				value: 'hubspot',
				description:
					'Gives the record that is linked, what to search for, and "properties" for its contacts API',
			},
			{
				name: 'Pipedrive',
				value: 'pipedrive',
				description:
					'Gives the record that is linked, what to search for, and "person" for its persons API',
			},
		],
		default: 'hubspot',
		description: 'For which system',
		displayOptions: { show: { resource: RESOURCE, operation: ['map'] } },
	},
	{
		displayName: 'Expression',
		name: 'mapping',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		noDataExpression: true,
		placeholder: "e.g. { 'fullName': name, 'mobile': phone }",
		description:
			'<a href="https://docs.jsonata.org/">JSONata</a> over the contact as Get shows it: ID, name, phone, username, language, timeZone, crmLinks, consent, conversations',
		displayOptions: { show: { resource: RESOURCE, operation: ['map'], crm: ['custom'] } },
	},
	...exportFields({ resource: RESOURCE, operation: ['export'] }),
	...listFields({ resource: RESOURCE, operation: ['getAll'] }),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'All of them must hold',
		displayOptions: { show: { resource: RESOURCE, operation: ['getAll', 'export'] } },
		options: [
			{
				displayName: 'CRM Record ID',
				name: 'recordId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4711',
				description: 'The record in the system named beside it',
			},
			{
				displayName: 'CRM System',
				name: 'recordSystem',
				type: 'string',
				default: '',
				placeholder: 'e.g. hubspot',
				description: 'Only contacts with a record of this system',
			},
			{
				displayName: 'CRM Type',
				name: 'recordType',
				type: 'string',
				default: '',
				placeholder: 'e.g. contact',
				description: 'The type of the record in the system named beside it',
			},
			{
				displayName: 'Marketing',
				name: 'marketing',
				type: 'options',
				options: [
					{ name: 'Opted In', value: 'in' },
					{ name: 'Opted Out', value: 'out' },
					{ name: 'Unknown', value: 'unknown' },
				],
				default: 'in',
				description: 'What they want of marketing',
			},
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. Ada, or 345678',
				description: 'A part of the name, the end of the phone number, or the username',
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
		options: [actingAgentField, continueField],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { resource: RESOURCE, operation: IN_A_NAME } },
		options: [actingAgentField],
	},
];
