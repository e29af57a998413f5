import type { INodeProperties } from 'n8n-workflow';
import { recipientLocator } from './locators.ts';

const show = { operation: ['send', 'sendAndWaitForReply', 'preview'] };

/** To whom, and what kind of message. */
export const recipientProperties: INodeProperties[] = [
	{ ...recipientLocator, displayOptions: { show } },
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show },
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
