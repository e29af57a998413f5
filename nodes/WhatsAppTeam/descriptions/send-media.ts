import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The fields that say where a file comes from, for the messages or headers that have one. */
export function mediaFields(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	return [
		{
			displayName: 'Media Source',
			name: 'mediaSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'A file of the item; it is uploaded to WhatsApp',
				},
				{
					name: 'Media ID',
					value: 'id',
					description: 'A file that was uploaded to the same number before',
				},
				{
					name: 'URL',
					value: 'url',
					description: 'A public address from which WhatsApp fetches the file itself',
				},
			],
			default: 'binary',
			description: 'Where the file comes from',
			displayOptions: { show },
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the input field containing the file',
			displayOptions: { show: { ...show, mediaSource: ['binary'] } },
		},
		{
			displayName: 'Media ID',
			name: 'mediaId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1037543291543636',
			description: 'The ID that the upload gave; it works for 30 days',
			displayOptions: { show: { ...show, mediaSource: ['id'] } },
		},
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/catalogue.pdf',
			description: 'Begins with https:// and is open to everybody',
			displayOptions: { show: { ...show, mediaSource: ['url'] } },
		},
	];
}
