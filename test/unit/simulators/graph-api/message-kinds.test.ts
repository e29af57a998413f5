import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { ofKind, openBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await openBench();
});
afterAll(() => bench.close());

/** Sends an object of a type; gives the details of the refusal, or null if it was accepted. */
async function refusalOf(type: string, content: unknown): Promise<unknown> {
	// Rates are another test's business.
	await bench.control.advance(6_000);
	await bench.control.openWindow({ customer: bench.customer.waId });
	const answer = await bench.send({ type, [type]: content } as JsonObject);
	if (answer.status === 200) return null;
	const { code, message, error_data } = answer.body['error'] as JsonObject;
	expect(code).toBe(100);
	return (error_data as JsonObject | undefined)?.['details'] ?? message;
}

const chars = (count: number): string => '😀'.repeat(count);
const link = 'https://example.com/a';
const body = { text: 'Hi' };
const interactive = (type: string, action: object, more: object = {}) => ({
	type,
	body,
	action,
	...more,
});
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const row = (index: number, more: object = {}) => ({ id: `r${index}`, title: 'Row', ...more });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index));
const buttons = (list: readonly object[], more: object = {}) =>
	interactive('button', { buttons: list }, more);
const list = (sections: readonly object[], more: object = {}, button = 'Choose') =>
	interactive('list', { button, sections }, more);
const page = (display_text: string, url = link) =>
	interactive('cta_url', { name: 'cta_url', parameters: { display_text, url } });
const yes = reply('yes', 'Yes');
const card = { name: { formatted_name: 'Ana B.', first_name: 'Ana' } };

it.each<[string, unknown]>([
	['image', { link, caption: chars(1024) }],
	['video', { link }],
	['audio', { link, voice: true }],
	['document', { link, filename: 'a.pdf', caption: 'c' }],
	['sticker', { link }],
	['location', { latitude: 90, longitude: '-180', name: 'Shop', address: 'Road' }],
	['contacts', [card, { ...card, phones: [{ phone: '+1' }], birthday: '1999-01-23' }]],
	['contacts', Array.from({ length: 257 }, () => card)],
	['reaction', { message_id: 'wamid.x', emoji: '👨‍👩‍👧' }],
	['reaction', { message_id: 'wamid.x', emoji: '' }],
	['interactive', buttons([yes, reply('no', chars(20)), reply('i'.repeat(256), 'Later')])],
	['interactive', buttons([yes], { header: { type: 'text', text: chars(60) } })],
	['interactive', buttons([yes], { header: { type: 'image', image: { link } } })],
	['interactive', buttons([yes], { footer: { text: chars(60) }, body: { text: chars(1024) } })],
	['interactive', list([{ rows: rows(10) }], { body: { text: chars(4096) } }, chars(20))],
	[
		'interactive',
		list([
			{ title: chars(24), rows: [row(1, { description: chars(72), title: chars(24) })] },
			{ title: 'b', rows: [row(2, { id: 'i'.repeat(200) })] },
		]),
	],
	['interactive', page(chars(20))],
])('takes %s (%#)', async (type, content) => {
	expect(await refusalOf(type, content)).toBe(null);
});

const between = (path: string, least: number, most: number) =>
	`Parameter ${path} must be a text of ${least} to ${most} characters.`;

it.each<[string, unknown, string]>([
	['image', {}, "Parameter image['id'] and link: exactly one of them is required."],
	[
		'image',
		{ link, id: '1' },
		"Parameter image['id'] and link: exactly one of them is required.",
	],
	['image', { link, caption: chars(1025) }, between("image['caption']", 1, 1024)],
	['image', { link: 'ftp://a' }, "Parameter image['link'] must be a URL with http or https."],
	[
		'image',
		{ id: '1' },
		"(#100) Param image['id'] is not a valid whatsapp business account media attachment ID.",
	],
	['audio', { link, caption: 'c' }, "Parameter audio['caption'] is not allowed for audio."],
	['audio', { link, voice: 'yes' }, "Parameter audio['voice'] must be true or false."],
	[
		'location',
		{ latitude: 91, longitude: 0 },
		"Parameter location['latitude'] must be a number from -90 to 90.",
	],
	[
		'location',
		{ latitude: 0 },
		"Parameter location['longitude'] must be a number from -180 to 180.",
	],
	['contacts', [], "Parameter message['contacts'] must have 1 to 257 entries."],
	[
		'contacts',
		Array.from({ length: 258 }, () => card),
		"Parameter message['contacts'] must have 1 to 257 entries.",
	],
	[
		'contacts',
		[{ name: { formatted_name: 'Ana' } }],
		'A contact needs one part of its name besides formatted_name.',
	],
	[
		'reaction',
		{ message_id: 'wamid.x', emoji: '👍👍' },
		"Parameter reaction['emoji'] must be one emoji or empty.",
	],
	['interactive', { type: 'poll' }, "Parameter interactive['type'] is none that is known: poll."],
	[
		'interactive',
		buttons([]),
		"Parameter interactive['action']['buttons'] must have 1 to 3 entries.",
	],
	[
		'interactive',
		buttons([yes, yes, yes, yes]),
		"Parameter interactive['action']['buttons'] must have 1 to 3 entries.",
	],
	['interactive', buttons([yes, reply('no', 'Yes')]), 'Duplicate button title: Yes.'],
	['interactive', buttons([yes, reply('yes', 'No')]), 'Duplicate button id: yes.'],
	[
		'interactive',
		buttons([reply('yes', chars(21))]),
		between("interactive['action']['buttons'][0]['reply']['title']", 1, 20),
	],
	[
		'interactive',
		buttons([reply('i'.repeat(257), 'Yes')]),
		between("interactive['action']['buttons'][0]['reply']['id']", 1, 256),
	],
	[
		'interactive',
		buttons([yes], { body: { text: chars(1025) } }),
		between("interactive['body']['text']", 1, 1024),
	],
	[
		'interactive',
		buttons([yes], { footer: { text: chars(61) } }),
		between("interactive['footer']['text']", 1, 60),
	],
	[
		'interactive',
		buttons([yes], { header: { type: 'text', text: chars(61) } }),
		between("interactive['header']['text']", 1, 60),
	],
	[
		'interactive',
		list([{ rows: rows(10) }], { body: { text: chars(4097) } }),
		between("interactive['body']['text']", 1, 4096),
	],
	[
		'interactive',
		list([{ rows: rows(1) }], {}, chars(21)),
		between("interactive['action']['button']", 1, 20),
	],
	[
		'interactive',
		list([{ rows: rows(1) }, { rows: [row(2)] }]),
		between("interactive['action']['sections'][0]['title']", 1, 24),
	],
	[
		'interactive',
		list([
			{ title: 'a', rows: rows(10) },
			{ title: 'b', rows: [row(11)] },
		]),
		'Total row count exceed max allowed count: 11, max 10.',
	],
	['interactive', list([{ rows: [row(1), row(1)] }]), 'Duplicate row id: r1.'],
	[
		'interactive',
		list([{ rows: rows(1) }], { header: { type: 'image', image: { link } } }),
		"Parameter interactive['header'] of a list must be a text.",
	],
	[
		'interactive',
		page(chars(21)),
		between("interactive['action']['parameters']['display_text']", 1, 20),
	],
	[
		'interactive',
		page('Open', 'javascript:alert(1)'),
		"Parameter interactive['action']['parameters']['url'] must be a URL with http or https.",
	],
])('refuses %s (%#)', async (type, content, details) => {
	expect(await refusalOf(type, content)).toBe(details);
});

it('logs the whole content', async () => {
	const content = buttons([yes]);
	await refusalOf('interactive', content);
	const accepted = ofKind(await bench.control.log(), 'accepted');

	expect(accepted.at(-1)).toMatchObject({ type: 'interactive', body: null, content });
});

it('lets a reaction fail later whose message does not exist, and no other', async () => {
	const message_id = await bench.sent();
	const statusOf = async (id: string) => {
		const wamid = await bench.sent({
			type: 'reaction',
			reaction: { message_id: id, emoji: '👍' },
		});
		const [, status] = await bench.control.waitFor((log) => {
			const found = ofKind(log, 'status').filter((entry) => entry.wamid === wamid);
			return found.length > 0 && [0, found[0]];
		});
		return status;
	};
	await bench.control.openWindow({ customer: bench.customer.waId });

	expect(await statusOf('wamid.gone')).toMatchObject({ status: 'failed', code: 131009 });
	expect(await statusOf(message_id)).toMatchObject({ status: 'sent', code: null });
});
