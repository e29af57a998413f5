import { mutate, seededRandom } from '../../support/mutations.ts';
import { parseWebhook } from '../../../../src/transport/cloud/webhook/parse.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_120);
const MUTATIONS = 2_000;

/** Values of every type, to be put where they do not belong. */
const WRONG: readonly unknown[] = [
	undefined,
	null,
	true,
	0,
	-1,
	1e300,
	'',
	'x',
	[],
	[[]],
	{},
	[null],
];

const numbersIn = (body: unknown) => parseWebhook(body)?.numbers ?? [];

const MESSAGE = {
	from: '16505551234',
	from_user_id: 'US.1349',
	id: 'wamid.1',
	timestamp: '1750030073',
	type: 'text',
	text: { body: 'Hello' },
	context: { from: '15550001111', id: 'wamid.0' },
};
const STATUS = {
	id: 'wamid.2',
	status: 'failed',
	timestamp: '1750030073',
	recipient_id: '16505551234',
	recipient_user_id: 'US.1349',
	biz_opaque_callback_data: 'x',
	errors: [{ code: 131047, title: 'a', message: 'b', error_data: { details: 'c' } }],
};
const CONTACT = {
	profile: { name: 'Sheena', username: '@sheena' },
	wa_id: '16505551234',
	user_id: 'US.1349',
};
const VALUE = {
	messaging_product: 'whatsapp',
	metadata: { display_phone_number: '15550001111', phone_number_id: '501' },
	contacts: [CONTACT],
	messages: [MESSAGE],
	statuses: [STATUS],
};
const webhook = (value: unknown = VALUE): unknown => ({
	object: 'whatsapp_business_account',
	entry: [{ id: '900', changes: [{ field: 'messages', value }] }],
});

it.each(WRONG)('takes %j for no webhook at all', (body) => {
	expect(parseWebhook(body)).toBe(undefined);
});

it.each(['page', 'instagram', '', null, ['whatsapp_business_account']])(
	'takes a webhook about %j for none of its own',
	(object) => {
		expect(parseWebhook({ object, entry: [] })).toBe(undefined);
	},
);

it.each([
	['no entry', { object: 'whatsapp_business_account' }],
	['an entry that is none', { object: 'whatsapp_business_account', entry: ['x', null, []] }],
	[
		'another field',
		{ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'flows' }] }] },
	],
	['a value that is none', webhook('x')],
	['no number', webhook({ ...VALUE, metadata: {} })],
	['a number that is no text', webhook({ ...VALUE, metadata: { phone_number_id: 501 } })],
])('finds nothing where there is %s', (_what, body) => {
	expect(numbersIn(body)).toEqual([]);
});

it.each(['id', 'timestamp', 'type'])('counts a message whose %s is wrong', (key) => {
	const messages = WRONG.map((value) => ({ ...MESSAGE, [key]: value }));
	const [news] = numbersIn(webhook({ ...VALUE, messages }));
	// Any text is an id and a type; no wrong value is a time.
	const readable = key === 'timestamp' ? 0 : 1;

	expect([news?.messages.length, news?.unreadable]).toEqual([readable, WRONG.length - readable]);
});

it('counts a message of which no address can be read', () => {
	const nobody = { ...MESSAGE, from: 'x', from_user_id: 7 };
	const [news] = numbersIn(webhook({ ...VALUE, contacts: [], messages: [nobody] }));

	expect([news?.messages, news?.unreadable]).toEqual([[], 1]);
});

it('takes wrong parts of a message for missing ones', () => {
	const message = { ...MESSAGE, text: 7, context: 'x' };
	const contacts = [{ ...CONTACT, profile: 'x' }, null, 'y'];
	const [news] = numbersIn(webhook({ ...VALUE, contacts, messages: [message] }));

	expect(news?.messages).toEqual([
		{
			providerId: 'wamid.1',
			sender: [
				{ type: 'phone', value: '+16505551234' },
				{ type: 'bsuid', value: 'US.1349' },
			],
			senderName: null,
			content: { type: 'text' },
			text: '',
			replyTo: null,
			forwarded: null,
			product: null,
			referral: null,
			sentAt: 1_750_030_073_000,
			raw: message,
		},
	]);
});

it('reads the good parts of a webhook with a bad one between them', () => {
	const messages = [MESSAGE, null, 'x', { ...MESSAGE, id: 'wamid.3' }];
	const [news] = numbersIn(webhook({ ...VALUE, messages }));

	expect([news?.messages.map(({ providerId }) => providerId), news?.unreadable]).toEqual([
		['wamid.1', 'wamid.3'],
		2,
	]);
});

it('is not confused by keys that every object has', () => {
	const body = JSON.parse(
		JSON.stringify(webhook()).replaceAll(
			'"contacts":',
			'"__proto__":{"messages":[1]},"contacts":',
		),
	) as unknown;

	expect(numbersIn(body).map(({ messages }) => messages.length)).toEqual([1]);
	expect(numbersIn(webhook({ ...VALUE, metadata: { phone_number_id: 'constructor' } }))).toEqual([
		expect.objectContaining({ phoneNumberId: 'constructor', unreadable: 0 }),
	]);
});

it(`never throws, whatever stands where (seed ${SEED}, TEST_SEED changes it)`, () => {
	const random = seededRandom(SEED);
	const broken: unknown[] = [];
	let understood = 0;
	for (let count = 0; count < MUTATIONS; count += 1) {
		const body = mutate(webhook(), WRONG, random);
		try {
			const news = numbersIn(body);
			understood += news.some(
				({ messages, statuses }) => messages.length + statuses.length > 0,
			)
				? 1
				: 0;
			JSON.stringify(news);
		} catch (error) {
			broken.push([count, error, body]);
		}
	}

	expect(broken).toEqual([]);
	// If nothing were understood any more, the mutations would test nothing.
	expect(understood).toBeGreaterThan(MUTATIONS / 4);
});
