import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['send', 'sendAndWaitForReply', 'preview'], messageType: ['contacts'] };

/** The fields of address cards. */
export const contactProperties: INodeProperties[] = [
	{
		displayName: 'Specify Contacts',
		name: 'contactsInput',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		displayOptions: { show },
	},
	{
		displayName: 'Contacts',
		name: 'contacts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Contact',
		default: { values: [{ name: '', phone: '' }] },
		description: 'The cards that the customer can save',
		displayOptions: { show: { ...show, contactsInput: ['fields'] } },
		options: [
			{
				displayName: 'Contact',
				name: 'values',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Nathan Smith',
						description: 'The name as it is shown',
					},
					{
						displayName: 'Phone',
						name: 'phone',
						type: 'string',
						default: '',
						placeholder: 'e.g. +49 151 12345678',
						description:
							'With country code, the customer can write to it on WhatsApp at once',
					},
					{
						displayName: 'Company',
						name: 'company',
						type: 'string',
						default: '',
						placeholder: 'e.g. Lucky Shrub',
					},
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						default: '',
						placeholder: 'e.g. nathan@example.com',
					},
				],
			},
		],
	},
	{
		displayName: 'Contacts (JSON)',
		name: 'contactsJson',
		type: 'json',
		default:
			'[\n  {\n    "name": { "formatted_name": "Nathan Smith", "first_name": "Nathan" },\n    "phones": [{ "phone": "+49 151 12345678", "type": "Mobile" }]\n  }\n]',
		required: true,
		description:
			'A list of cards with everything Meta knows: name, phones, emails, addresses, org, web addresses and birthday. The contacts of a received message fit as they are.',
		displayOptions: { show: { ...show, contactsInput: ['json'] } },
	},
];
