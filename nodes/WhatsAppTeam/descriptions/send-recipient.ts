import type { INodeProperties } from 'n8n-workflow';

/** To whom a message goes. */
export const recipientProperty: INodeProperties = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'resourceLocator',
	default: { mode: 'conversation', value: '={{ $json.conversation.id }}' },
	required: true,
	description: 'To whom the message goes',
	displayOptions: { show: { operation: ['send', 'sendAndWaitForReply', 'preview'] } },
	modes: [
		{
			displayName: 'Conversation',
			name: 'conversation',
			type: 'string',
			placeholder: 'e.g. {{ $json.conversation.id }}',
			hint: 'The conversation of the item; the answer goes out by the number that the customer wrote to',
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			placeholder: 'e.g. +49 151 12345678',
			hint: 'With country code, or as dialled in the default country of the credential. The message goes out by the number of the credential',
		},
		{
			displayName: 'Contact',
			name: 'contact',
			type: 'string',
			placeholder: 'e.g. {{ $json.contact.id }}',
			hint: 'The contact of an item. The message goes out by the number of the credential',
		},
	],
};

/** To whom, and what kind of message. */
export const recipientProperties: INodeProperties[] = [
	recipientProperty,
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { operation: ['send', 'sendAndWaitForReply', 'preview'] } },
		options: [
			{
				name: 'Audio',
				value: 'audio',
				description: 'A recording, or a voice message',
			},
			{
				name: 'Buttons',
				value: 'buttons',
				description: 'A text with up to three buttons to answer with',
			},
			{
				name: 'Contacts',
				value: 'contacts',
				description: 'One or more cards of an address book',
			},
			{
				name: 'Document',
				value: 'document',
				description: 'A file such as a PDF',
			},
			{
				name: 'Image',
				value: 'image',
				description: 'A picture, JPEG or PNG',
			},
			{
				name: 'Link Button',
				value: 'link',
				description: 'A text with a button that opens a web page',
			},
			{
				name: 'List',
				value: 'list',
				description: 'A text with a list of up to ten things to choose from',
			},
			{
				name: 'Location',
				value: 'location',
				description: 'A place on the map',
			},
			{
				name: 'Reaction',
				value: 'reaction',
				description: 'An emoji under a message',
			},
			{
				name: 'Sticker',
				value: 'sticker',
				description: 'A WebP picture without a frame',
			},
			{
				name: 'Text',
				value: 'text',
				description: 'Plain text, with emoji and links',
			},
			{
				name: 'Video',
				value: 'video',
				description: 'A film, MP4 or 3GP',
			},
		],
		default: 'text',
	},
];
