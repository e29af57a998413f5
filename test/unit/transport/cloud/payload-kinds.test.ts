import type { OutgoingContent } from '../../../../src/domain/outgoing.ts';
import type { HandOver } from '../../../../src/ports/transport.ts';
import { toPayload } from '../../../../src/transport/cloud/payload.ts';

const message = (content: OutgoingContent, replyTo: string | null = null): HandOver => ({
	outboxId: 'outbox-1',
	attempt: 1,
	recipient: [{ type: 'phone', value: '+16505551234' }],
	content,
	replyTo,
});

/** The bytes that go to Meta. */
const bytes = (content: OutgoingContent, replyTo: string | null = null): string =>
	JSON.stringify(toPayload(message(content, replyTo)));

/** What every body begins and ends with. */
const body = (content: object, context: object = {}): string =>
	JSON.stringify({
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		to: '+16505551234',
		...content,
		...context,
		biz_opaque_callback_data: 'outbox-1',
	});

const id = { kind: 'id', id: '123' } as const;
const url = { kind: 'url', url: 'https://example.com/a' } as const;

it.each<[string, OutgoingContent, object]>([
	[
		'an image by its id',
		{ type: 'image', media: id, caption: 'Look' },
		{ type: 'image', image: { id: '123', caption: 'Look' } },
	],
	[
		'a video by a link',
		{ type: 'video', media: url, caption: null },
		{ type: 'video', video: { link: 'https://example.com/a' } },
	],
	[
		'a recording',
		{ type: 'audio', media: id, voice: false },
		{ type: 'audio', audio: { id: '123' } },
	],
	[
		'a voice message',
		{ type: 'audio', media: id, voice: true },
		{ type: 'audio', audio: { id: '123', voice: true } },
	],
	[
		'a document with its name',
		{ type: 'document', media: id, caption: 'Your invoice', fileName: 'a.pdf' },
		{ type: 'document', document: { id: '123', caption: 'Your invoice', filename: 'a.pdf' } },
	],
	[
		'a document with nothing else',
		{ type: 'document', media: url, caption: null, fileName: null },
		{ type: 'document', document: { link: 'https://example.com/a' } },
	],
	['a sticker', { type: 'sticker', media: id }, { type: 'sticker', sticker: { id: '123' } }],
	[
		'a place with name and address',
		{ type: 'location', latitude: 37.44, longitude: -122.16, name: 'Shop', address: 'Road 1' },
		{
			type: 'location',
			location: { latitude: 37.44, longitude: -122.16, name: 'Shop', address: 'Road 1' },
		},
	],
	[
		'a place',
		{ type: 'location', latitude: 0, longitude: 0, name: null, address: null },
		{ type: 'location', location: { latitude: 0, longitude: 0 } },
	],
	[
		'a card of which only the name is known, with the part of it that Meta insists on',
		{ type: 'contacts', contacts: [{ name: { formatted: 'Nathan Smith' } }] },
		{
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Nathan Smith', first_name: 'Nathan Smith' } }],
		},
	],
	[
		'a card with everything',
		{
			type: 'contacts',
			contacts: [
				{
					name: {
						formatted: 'Dr. Nathan J. Smith Jr.',
						first: 'Nathan',
						last: 'Smith',
						middle: 'J.',
						prefix: 'Dr.',
						suffix: 'Jr.',
					},
					phones: [{ phone: '+1 650 555 1234', type: 'Mobile', waId: '16505551234' }],
					emails: [{ email: 'n@example.com', type: 'Work' }],
					addresses: [
						{
							street: '1 Road',
							city: 'Town',
							state: 'CA',
							zip: '94025',
							country: 'United States',
							countryCode: 'us',
							type: 'Home',
						},
					],
					organization: { company: 'Shrub', department: 'Sales', title: 'Head' },
					urls: [{ url: 'https://example.com', type: 'Work' }],
					birthday: '1999-01-23',
				},
			],
		},
		{
			type: 'contacts',
			contacts: [
				{
					name: {
						formatted_name: 'Dr. Nathan J. Smith Jr.',
						first_name: 'Nathan',
						last_name: 'Smith',
						middle_name: 'J.',
						prefix: 'Dr.',
						suffix: 'Jr.',
					},
					phones: [{ phone: '+1 650 555 1234', type: 'Mobile', wa_id: '16505551234' }],
					emails: [{ email: 'n@example.com', type: 'Work' }],
					addresses: [
						{
							street: '1 Road',
							city: 'Town',
							state: 'CA',
							zip: '94025',
							country: 'United States',
							type: 'Home',
							country_code: 'us',
						},
					],
					org: { company: 'Shrub', department: 'Sales', title: 'Head' },
					urls: [{ url: 'https://example.com', type: 'Work' }],
					birthday: '1999-01-23',
				},
			],
		},
	],
	[
		'buttons',
		{
			type: 'buttons',
			text: 'Monday?',
			header: { kind: 'text', text: 'Delivery' },
			footer: 'Lucky Shrub',
			buttons: [
				{ id: 'yes', title: 'Yes' },
				{ id: 'no', title: 'No' },
			],
		},
		{
			type: 'interactive',
			interactive: {
				type: 'button',
				header: { type: 'text', text: 'Delivery' },
				body: { text: 'Monday?' },
				footer: { text: 'Lucky Shrub' },
				action: {
					buttons: [
						{ type: 'reply', reply: { id: 'yes', title: 'Yes' } },
						{ type: 'reply', reply: { id: 'no', title: 'No' } },
					],
				},
			},
		},
	],
	[
		'buttons below a document',
		{
			type: 'buttons',
			text: 'Is it right?',
			header: { kind: 'document', media: id, fileName: 'a.pdf' },
			footer: null,
			buttons: [{ id: 'yes', title: 'Yes' }],
		},
		{
			type: 'interactive',
			interactive: {
				type: 'button',
				header: { type: 'document', document: { id: '123', filename: 'a.pdf' } },
				body: { text: 'Is it right?' },
				action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
			},
		},
	],
	[
		'a list of one section without a title',
		{
			type: 'list',
			text: 'When?',
			header: null,
			footer: null,
			button: 'Choose',
			sections: [{ title: null, rows: [{ id: 'r1', title: '10:00', description: null }] }],
		},
		{
			type: 'interactive',
			interactive: {
				type: 'list',
				body: { text: 'When?' },
				action: {
					button: 'Choose',
					sections: [{ rows: [{ id: 'r1', title: '10:00' }] }],
				},
			},
		},
	],
	[
		'a list of several sections',
		{
			type: 'list',
			text: 'When?',
			header: { kind: 'text', text: 'Appointments' },
			footer: 'Lucky Shrub',
			button: 'Choose',
			sections: [
				{ title: 'Mon', rows: [{ id: 'r1', title: '10:00', description: 'Berlin' }] },
				{ title: 'Tue', rows: [{ id: 'r2', title: '11:00', description: null }] },
			],
		},
		{
			type: 'interactive',
			interactive: {
				type: 'list',
				header: { type: 'text', text: 'Appointments' },
				body: { text: 'When?' },
				footer: { text: 'Lucky Shrub' },
				action: {
					button: 'Choose',
					sections: [
						{
							title: 'Mon',
							rows: [{ id: 'r1', title: '10:00', description: 'Berlin' }],
						},
						{ title: 'Tue', rows: [{ id: 'r2', title: '11:00' }] },
					],
				},
			},
		},
	],
	[
		'a button that opens a page, below a picture',
		{
			type: 'link',
			text: 'Your parcel',
			header: { kind: 'image', media: url },
			footer: null,
			linkText: 'Track it',
			url: 'https://example.com/p/1',
		},
		{
			type: 'interactive',
			interactive: {
				type: 'cta_url',
				header: { type: 'image', image: { link: 'https://example.com/a' } },
				body: { text: 'Your parcel' },
				action: {
					name: 'cta_url',
					parameters: { display_text: 'Track it', url: 'https://example.com/p/1' },
				},
			},
		},
	],
])('writes %s as Meta takes it, and as an answer with its quote', (_what, content, expected) => {
	expect([bytes(content), bytes(content, 'wamid.1')]).toEqual([
		body(expected),
		body(expected, { context: { message_id: 'wamid.1' } }),
	]);
});

it.each(['👍', ''])('reacts with %j to a message without quoting it', (emoji) => {
	expect(bytes({ type: 'reaction', emoji }, 'wamid.1')).toBe(
		body({ type: 'reaction', reaction: { message_id: 'wamid.1', emoji } }),
	);
});

it('still reads what was put into the outbox when there was text alone', () => {
	const row = '{"type":"text","text":"Yes, until noon.","linkPreview":false}';

	expect(bytes(JSON.parse(row) as OutgoingContent)).toBe(
		body({ type: 'text', text: { preview_url: false, body: 'Yes, until noon.' } }),
	);
});
