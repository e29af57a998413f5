import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';
import { without } from '../../support/without.ts';

type Json = Readonly<Record<string, unknown>>;

const numbersIn = (body: unknown) => parseWebhook(body)?.numbers ?? [];

const AT = 1_750_030_073;

/** A webhook of the field `messages` for one number. */
const webhook = (value: Json): Json => ({
	object: 'whatsapp_business_account',
	entry: [
		{
			id: '900',
			changes: [
				{
					field: 'messages',
					value: {
						messaging_product: 'whatsapp',
						metadata: { display_phone_number: '15550001111', phone_number_id: '501' },
						...value,
					},
				},
			],
		},
	],
});

const SHEENA = { profile: { name: 'Sheena' }, wa_id: '16505551234' };
const text = (changes: Json = {}): Json => ({
	from: '16505551234',
	id: 'wamid.1',
	timestamp: String(AT),
	type: 'text',
	text: { body: 'Hello' },
	...changes,
});

/** The only message of a webhook, without the raw one. */
function read(message: Json, contacts: readonly unknown[] = [SHEENA]): unknown {
	const [news] = numbersIn(webhook({ contacts, messages: [message] }));
	expect(news?.messages.map(({ raw }) => raw)).toEqual([message]);
	return without({ ...news?.messages[0] }, 'raw');
}

const HELLO = {
	providerId: 'wamid.1',
	sender: [{ type: 'phone', value: '+16505551234' }],
	senderName: 'Sheena',
	content: { type: 'text' },
	text: 'Hello',
	replyTo: null,
	forwarded: null,
	product: null,
	referral: null,
	sentAt: AT * 1_000,
};

it('reads a text, and keeps it as it came', () => {
	expect(read(text())).toEqual(HELLO);
});

it('reads what a message answers', () => {
	const context = { from: '15550001111', id: 'wamid.0' };

	expect(read(text({ context }))).toEqual({ ...HELLO, replyTo: 'wamid.0' });
});

it('takes a forwarded message for no answer', () => {
	expect(read(text({ context: { forwarded: true } }))).toEqual({ ...HELLO, forwarded: 'once' });
});

it('knows a customer by phone, user id, parent id and username, the most certain first', () => {
	const contact = {
		profile: { name: 'Sheena', username: '@Sheena' },
		wa_id: '16505551234',
		user_id: 'US.1349',
	};
	const message = text({ from_user_id: 'US.1349', from_parent_user_id: 'US.ENT.77' });

	expect(read(message, [contact])).toEqual({
		...HELLO,
		sender: [
			{ type: 'phone', value: '+16505551234' },
			{ type: 'bsuid', value: 'US.1349' },
			{ type: 'parentBsuid', value: 'US.ENT.77' },
			{ type: 'username', value: 'sheena' },
		],
	});
});

it('reads a message of somebody whose phone is hidden', () => {
	const hidden = without(text({ from_user_id: 'US.1349' }), 'from');
	const contact = { profile: { name: 'Sheena', username: 'sheena' }, user_id: 'US.1349' };

	expect(read(hidden, [contact])).toEqual({
		...HELLO,
		sender: [
			{ type: 'bsuid', value: 'US.1349' },
			{ type: 'username', value: 'sheena' },
		],
	});
});

it('takes a user id for one where a phone belongs', () => {
	expect(read(text({ from: 'US.1349' }), [])).toEqual({
		...HELLO,
		sender: [{ type: 'bsuid', value: 'US.1349' }],
		senderName: null,
	});
});

it('takes an empty phone for none', () => {
	expect(read(text({ from: '', from_user_id: 'US.1349' }), [])).toEqual({
		...HELLO,
		sender: [{ type: 'bsuid', value: 'US.1349' }],
		senderName: null,
	});
});

it('reads a message without contacts', () => {
	expect(read(text(), [])).toEqual({ ...HELLO, senderName: null });
});

it('finds the contact of a message by its address, not by its place', () => {
	const other = { profile: { name: 'Ben', username: 'ben' }, wa_id: '4915112345678' };

	expect([read(text(), [other]), read(text(), [other, SHEENA])]).toEqual([
		{ ...HELLO, senderName: null },
		HELLO,
	]);
});

it('takes the only contact for the sender of a message that names none', () => {
	const nameless = without(text(), 'from');
	const contact = { profile: { name: 'Sheena' }, user_id: 'US.1349' };

	expect(read(nameless, [contact])).toEqual({
		...HELLO,
		sender: [{ type: 'bsuid', value: 'US.1349' }],
	});
});

it('takes none of two contacts for the sender of a message that names none', () => {
	const nameless = without(text(), 'from');
	const contacts = [SHEENA, { ...SHEENA, wa_id: '4915112345678' }];
	const [news] = numbersIn(webhook({ contacts, messages: [nameless] }));

	expect([news?.messages, news?.unreadable]).toEqual([[], 1]);
});

it('adds the user id that the contact alone tells', () => {
	expect(read(text(), [{ ...SHEENA, user_id: 'US.1349' }])).toEqual({
		...HELLO,
		sender: [
			{ type: 'phone', value: '+16505551234' },
			{ type: 'bsuid', value: 'US.1349' },
		],
	});
});

it('reads a batch of three of two customers, and sorts a second number apart', () => {
	const first = webhook({ messages: [text(), text({ id: 'wamid.2', from: '4915112345678' })] });
	const second = webhook({
		metadata: { phone_number_id: '502' },
		messages: [text({ id: 'wamid.3' })],
	});
	const both = { ...first, entry: [first['entry'], second['entry']].flat() };

	const news = numbersIn(both);

	expect(
		news.map((each) => [each.phoneNumberId, each.messages.map((m) => m.providerId)]),
	).toEqual([
		['501', ['wamid.1', 'wamid.2']],
		['502', ['wamid.3']],
	]);
});

it('puts what comes for a number in several changes together', () => {
	const first = webhook({ messages: [text()] });
	const second = webhook({ messages: [text({ id: 'wamid.2' })] });
	const both = { ...first, entry: [first['entry'], second['entry']].flat() };

	expect(numbersIn(both).map((news) => news.messages.length)).toEqual([2]);
});

it('leaves messages of groups out and counts them', () => {
	const messages = [text({ group_id: '120363000' }), text({ id: 'wamid.2' })];
	const [news] = numbersIn(webhook({ messages }));

	expect(news).toMatchObject({
		messages: [{ providerId: 'wamid.2' }],
		groupIgnored: 1,
		unreadable: 0,
	});
});
