import { readableText, type OutgoingContent } from '../../../../src/domain/outgoing.ts';

const media = { kind: 'id', id: '1' } as const;
const frame = { text: 'Shall we?', header: null, footer: 'Bye' } as const;
const place = { type: 'location', latitude: 1, longitude: 2 } as const;

it.each<[OutgoingContent, string | null]>([
	[{ type: 'text', text: 'Hi', linkPreview: false }, 'Hi'],
	[{ type: 'image', media, caption: 'Look' }, 'Look'],
	[{ type: 'video', media, caption: null }, null],
	[{ type: 'document', media, caption: 'Your invoice', fileName: 'a.pdf' }, 'Your invoice'],
	[{ type: 'audio', media, voice: true }, null],
	[{ type: 'sticker', media }, null],
	[{ ...place, name: 'Gate', address: 'Pariser Platz' }, 'Gate'],
	[{ ...place, name: null, address: 'Pariser Platz' }, 'Pariser Platz'],
	[
		{
			type: 'contacts',
			contacts: [{ name: { formatted: 'A' } }, { name: { formatted: 'B' } }],
		},
		'A, B',
	],
	[{ type: 'reaction', emoji: '👍' }, '👍'],
	[{ type: 'buttons', ...frame, buttons: [] }, 'Shall we?'],
	[{ type: 'list', ...frame, button: 'Choose', sections: [] }, 'Shall we?'],
	[{ type: 'link', ...frame, linkText: 'Open', url: 'https://a.example' }, 'Shall we?'],
])('reads what a person would read: %j', (content, text) => {
	expect(readableText(content)).toBe(text);
});
