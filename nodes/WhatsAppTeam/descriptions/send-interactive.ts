import type { INodeProperties } from 'n8n-workflow';
import { mediaFields } from './send-media.ts';

const operation = ['send', 'sendAndWaitForReply', 'preview'];

/** The parts of buttons, lists and link buttons. */
export const interactiveProperties: INodeProperties[] = [
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxAllowedFields: 3 },
		placeholder: 'Add Button',
		default: { values: [{ title: '', id: '' }] },
		required: true,
		description: 'One to three answers to tap',
		displayOptions: { show: { operation, messageType: ['buttons'] } },
		options: [
			{
				displayName: 'Button',
				name: 'values',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Yes, please',
						description: 'What the button says, at most 20 characters',
					},
					{
						displayName: 'ID',
						name: 'id',
						type: 'string',
						default: '',
						placeholder: 'e.g. confirm-4711',
						description:
							'What comes back when the customer taps it. Without it, the title.',
					},
				],
			},
		],
	},
	{
		displayName: 'List Button',
		name: 'listButton',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Choose a time',
		description: 'What the button says that opens the list, at most 20 characters',
		displayOptions: { show: { operation, messageType: ['list'] } },
	},
	{
		displayName: 'Rows',
		name: 'rows',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxAllowedFields: 10 },
		placeholder: 'Add Row',
		default: { values: [{ title: '', description: '', id: '', section: '' }] },
		required: true,
		description: 'Up to ten things to choose from',
		displayOptions: { show: { operation, messageType: ['list'] } },
		options: [
			{
				displayName: 'Row',
				name: 'values',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Monday, 10:00',
						description: 'What can be chosen, at most 24 characters',
					},
					{
						displayName: 'Description',
						name: 'description',
						type: 'string',
						default: '',
						placeholder: 'e.g. At our shop in Berlin',
						description: 'More about it, at most 72 characters',
					},
					{
						displayName: 'ID',
						name: 'id',
						type: 'string',
						default: '',
						placeholder: 'e.g. slot-7',
						description:
							'What comes back when the customer chooses it, at most 200 characters. Without it, the title.',
					},
					{
						displayName: 'Section',
						name: 'section',
						type: 'string',
						default: '',
						placeholder: 'e.g. This week',
						description:
							'Rows with the same section stand together under it. At most 24 characters.',
					},
				],
			},
		],
	},
	{
		displayName: 'Link Text',
		name: 'linkText',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Track my parcel',
		description: 'What the button says, at most 20 characters',
		displayOptions: { show: { operation, messageType: ['link'] } },
	},
	{
		displayName: 'Link URL',
		name: 'linkUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/parcels/4711',
		description: 'The page that opens in the browser of the customer',
		displayOptions: { show: { operation, messageType: ['link'] } },
	},
	{
		displayName: 'Header',
		name: 'headerType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Document', value: 'document' },
			{ name: 'Image', value: 'image' },
			{ name: 'None', value: 'none' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
		],
		default: 'none',
		description: 'What stands above the text',
		displayOptions: { show: { operation, messageType: ['buttons', 'link'] } },
	},
	{
		displayName: 'Header Text',
		name: 'headerText',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Your delivery',
		description: 'A title in bold, at most 60 characters',
		displayOptions: {
			show: { operation, messageType: ['buttons', 'link'], headerType: ['text'] },
		},
	},
	{
		displayName: 'Header Text',
		name: 'headerText',
		type: 'string',
		default: '',
		placeholder: 'e.g. Free appointments',
		description: 'A title in bold, at most 60 characters',
		displayOptions: { show: { operation, messageType: ['list'] } },
	},
	...mediaFields({
		operation,
		messageType: ['buttons', 'link'],
		headerType: ['document', 'image', 'video'],
	}),
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Invoice 4711.pdf',
		description: 'How the file is called at the customer. Without it, the name of the file.',
		displayOptions: {
			show: { operation, messageType: ['buttons', 'link'], headerType: ['document'] },
		},
	},
	{
		displayName: 'Footer',
		name: 'footer',
		type: 'string',
		default: '',
		placeholder: 'e.g. Lucky Shrub, Berlin',
		description: 'Small text below, at most 60 characters',
		displayOptions: { show: { operation, messageType: ['buttons', 'link', 'list'] } },
	},
];
