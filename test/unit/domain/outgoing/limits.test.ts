import { checkContent, type OutgoingContent } from '../../../../src/domain/outgoing.ts';
import { isProblem } from '../../../../src/domain/problem.ts';

const media = { kind: 'id', id: '1037543291543636' } as const;
const url = 'https://example.com/order/1';
const frame = { text: 'Hi', header: null, footer: null } as const;
const button = { id: 'yes', title: 'Yes' };
const row = { id: 'one', title: 'One', description: null };

/** So many characters, each of two units of JavaScript's length. */
const chars = (count: number): string => '😀'.repeat(count);

const buttons = (changes: object = {}) =>
	({ type: 'buttons', ...frame, buttons: [button], ...changes }) as OutgoingContent;
const list = (changes: object = {}) =>
	({
		type: 'list',
		...frame,
		button: 'Choose',
		sections: [{ title: null, rows: [row] }],
		...changes,
	}) as OutgoingContent;
const link = (changes: object = {}) =>
	({ type: 'link', ...frame, linkText: 'Open', url, ...changes }) as OutgoingContent;
const cards = (count: number): OutgoingContent => ({
	type: 'contacts',
	contacts: Array.from({ length: count }, (_, index) => ({ name: { formatted: `#${index}` } })),
});
const rows = (count: number, changes: object = {}) =>
	Array.from({ length: count }, (_, index) => ({ ...row, id: `r${index}`, ...changes }));
const sections = (count: number, title: string | null = 'Morning') =>
	Array.from({ length: count }, (_, index) => ({
		title,
		rows: [{ ...row, id: `s${index}` }],
	}));
const titled = (title: string) => [{ id: 'yes', title }];
const header = (text: string) => ({ kind: 'text', text });

/** What is wrong with it: the message of the problem, `null` if it is right. */
function wrongWith(content: OutgoingContent): string | null {
	try {
		checkContent(content);
		return null;
	} catch (error) {
		if (!isProblem(error) || error.code !== 'invalidInput' || error.advice === '') throw error;
		return error.message;
	}
}

const LONGEST: readonly [field: string, most: number, make: (length: number) => OutgoingContent][] =
	[
		['Text', 4096, (n) => ({ type: 'text', text: chars(n), linkPreview: false })],
		['Caption', 1024, (n) => ({ type: 'image', media, caption: chars(n) })],
		['Caption', 1024, (n) => ({ type: 'video', media, caption: chars(n) })],
		['Caption', 1024, (n) => ({ type: 'document', media, caption: chars(n), fileName: null })],
		['File Name', 240, (n) => ({ type: 'document', media, caption: null, fileName: chars(n) })],
		['Text', 1024, (n) => buttons({ text: chars(n) })],
		['Footer', 60, (n) => buttons({ footer: chars(n) })],
		['Header Text', 60, (n) => buttons({ header: header(chars(n)) })],
		['Button 1: Title', 20, (n) => buttons({ buttons: titled(chars(n)) })],
		['Button 1: ID', 256, (n) => buttons({ buttons: [{ id: chars(n), title: 'Yes' }] })],
		['Text', 4096, (n) => list({ text: chars(n) })],
		['Footer', 60, (n) => list({ footer: chars(n) })],
		['Header Text', 60, (n) => list({ header: header(chars(n)) })],
		['List Button', 20, (n) => list({ button: chars(n) })],
		['Rows: Section', 24, (n) => list({ sections: [{ title: chars(n), rows: [row] }] })],
		[
			'Row 1: Title',
			24,
			(n) => list({ sections: [{ title: null, rows: rows(1, { title: chars(n) }) }] }),
		],
		[
			'Row 1: ID',
			200,
			(n) => list({ sections: [{ title: null, rows: [{ ...row, id: chars(n) }] }] }),
		],
		[
			'Row 1: Description',
			72,
			(n) => list({ sections: [{ title: null, rows: rows(1, { description: chars(n) }) }] }),
		],
		['Text', 1024, (n) => link({ text: chars(n) })],
		['Footer', 60, (n) => link({ footer: chars(n) })],
		['Header Text', 60, (n) => link({ header: header(chars(n)) })],
		['Link Text', 20, (n) => link({ linkText: chars(n) })],
	];

it.each(LONGEST)('%s may have %i characters and not one more (%#)', (field, most, make) => {
	expect([wrongWith(make(most)), wrongWith(make(most + 1))]).toEqual([
		null,
		`The field '${field}' has ${most + 1} characters; WhatsApp takes at most ${most}`,
	]);
});

const EMPTY: readonly [field: string, make: (text: string) => OutgoingContent][] = [
	['Text', (text) => ({ type: 'text', text, linkPreview: false })],
	['Text', (text) => buttons({ text })],
	['Text', (text) => list({ text })],
	['Text', (text) => link({ text })],
	['Header Text', (text) => buttons({ header: header(text) })],
	['Button 1: Title', (text) => buttons({ buttons: titled(text) })],
	['Button 1: ID', (text) => buttons({ buttons: [{ id: text, title: 'Yes' }] })],
	['List Button', (text) => list({ button: text })],
	[
		'Row 1: Title',
		(text) => list({ sections: [{ title: null, rows: [{ ...row, title: text }] }] }),
	],
	['Row 1: ID', (text) => list({ sections: [{ title: null, rows: [{ ...row, id: text }] }] })],
	['Link Text', (text) => link({ linkText: text })],
	['Contact 1: Name', (formatted) => ({ type: 'contacts', contacts: [{ name: { formatted } }] })],
];

it.each(EMPTY)('%s must say something (%#)', (field, make) => {
	const message = `The field '${field}' is empty`;

	expect([wrongWith(make('')), wrongWith(make(' \n'))]).toEqual([message, message]);
	expect(wrongWith(make('x'))).toBe(null);
});

const three = ['a', 'b', 'c'].map((id) => ({ id, title: id }));

it.each<[string, OutgoingContent, OutgoingContent, string]>([
	[
		'three buttons',
		buttons({ buttons: three }),
		buttons({ buttons: [...three, { id: 'd', title: 'd' }] }),
		"The field 'Buttons' has 4 buttons; WhatsApp takes 1 to 3",
	],
	[
		'one button at least',
		buttons(),
		buttons({ buttons: [] }),
		"The field 'Buttons' has 0 buttons; WhatsApp takes 1 to 3",
	],
	[
		'different titles of buttons',
		buttons({ buttons: three }),
		buttons({ buttons: [button, { id: 'no', title: 'Yes' }] }),
		"The field 'Buttons: Title' has 'Yes' twice",
	],
	[
		'different ids of buttons',
		buttons({ buttons: three }),
		buttons({ buttons: [button, { id: 'yes', title: 'No' }] }),
		"The field 'Buttons: ID' has 'yes' twice",
	],
	[
		'ten rows in all',
		list({ sections: [{ title: null, rows: rows(10) }] }),
		list({
			sections: [
				{ title: 'a', rows: rows(10) },
				{ title: 'b', rows: [row] },
			],
		}),
		"The field 'Rows' has 11 rows; WhatsApp takes 1 to 10 in all sections together",
	],
	[
		'one row at least',
		list(),
		list({ sections: [] }),
		"The field 'Rows' has 0 rows; WhatsApp takes 1 to 10 in all sections together",
	],
	[
		'ten sections',
		list({ sections: sections(10) }),
		list({ sections: [...sections(10), { title: 'empty', rows: [] }] }),
		"The field 'Rows: Section' makes 11 sections; WhatsApp takes at most 10",
	],
	[
		'a title for each of several sections',
		list({ sections: sections(1, null) }),
		list({ sections: sections(2, null) }),
		"The field 'Rows: Section' is empty for some rows",
	],
	[
		'different ids of rows',
		list({ sections: [{ title: null, rows: rows(2) }] }),
		list({ sections: [{ title: null, rows: [row, row] }] }),
		"The field 'Rows: ID' has 'one' twice",
	],
	[
		'257 contacts',
		cards(257),
		cards(258),
		"The field 'Contacts' has 258 contacts; WhatsApp takes at most 257",
	],
	['one contact at least', cards(1), cards(0), "The field 'Contacts' is empty"],
	[
		'a birthday that is a date',
		{ type: 'contacts', contacts: [{ name: { formatted: 'A' }, birthday: '1999-01-23' }] },
		{ type: 'contacts', contacts: [{ name: { formatted: 'A' }, birthday: '23.1.99' }] },
		"The field 'Contact 1: Birthday' is not a date",
	],
	[
		'a web address behind a link button',
		link(),
		link({ url: 'javascript:alert(1)' }),
		"The field 'Link URL' is not a web address",
	],
	[
		'an id of digits',
		{ type: 'sticker', media },
		{ type: 'sticker', media: { kind: 'id', id: 'logo.png' } },
		"The field 'Media ID' is not the ID of an uploaded file, which holds digits alone",
	],
	[
		'a public address',
		{ type: 'audio', media: { kind: 'url', url }, voice: false },
		{ type: 'audio', media: { kind: 'url', url: 'https://10.0.0.1/a.ogg' }, voice: false },
		"The field 'Media URL' leads into a private network",
	],
	[
		'a public address in a header too',
		buttons({ header: { kind: 'image', media: { kind: 'url', url } } }),
		buttons({ header: { kind: 'image', media: { kind: 'url', url: 'http://a.example' } } }),
		"The field 'Media URL' does not begin with https://",
	],
])('needs %s', (_what, right, wrong, message) => {
	expect([wrongWith(right), wrongWith(wrong)]).toEqual([null, message]);
});

const at = (latitude: number, longitude: number): OutgoingContent => ({
	type: 'location',
	latitude,
	longitude,
	name: null,
	address: null,
});

it.each([
	[90, 180, null],
	[-90, -180, null],
	[90.1, 0, "The field 'Latitude' is not a number from -90 to 90"],
	[NaN, 0, "The field 'Latitude' is not a number from -90 to 90"],
	[0, -180.1, "The field 'Longitude' is not a number from -180 to 180"],
])('takes degrees of the earth alone: %d, %d', (latitude, longitude, message) => {
	expect(wrongWith(at(latitude, longitude))).toBe(message);
});

it.each(['😀', '👍🏽', '❤️', '❤', '🇩🇪', '👨‍👩‍👧', '1️⃣', ''])('takes the reaction %j', (emoji) => {
	expect(wrongWith({ type: 'reaction', emoji })).toBe(null);
});

it.each(['👍👍', 'ok', '1', ':-)', ' '])('does not take the reaction %j', (emoji) => {
	expect(wrongWith({ type: 'reaction', emoji })).toBe("The field 'Emoji' is not a single emoji");
});
