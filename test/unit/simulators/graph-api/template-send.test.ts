import type { JsonObject } from '../../../simulators/graph-api/json.ts';
import type { Bench } from './bench.ts';
import { openBench, wamidOf } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await openBench();
	const { control } = bench;
	const body = (text: string) => ({ type: 'BODY', text });
	const buttons = (...list: JsonObject[]) => ({ type: 'BUTTONS', buttons: list });
	const header = (format: string, text?: string) => ({ type: 'HEADER', format, text });
	const make = (name: string, ...components: JsonObject[]) =>
		control.createTemplate({ name, components });
	await make('plain', body('Hello'));
	await make('two', header('TEXT', 'Order {{1}}'), body('Hi {{1}}, {{2}} comes {{2}}.'));
	await control.createTemplate({
		name: 'named',
		parameterFormat: 'NAMED',
		components: [body('Hi {{first_name}}, your {{item}} is here.')],
	});
	await make('picture', header('IMAGE'), body('Look'));
	await make('paper', header('DOCUMENT'), body('Read'));
	await make('place', header('LOCATION'), body('Come'));
	await make(
		'buttons',
		body('Choose'),
		buttons(
			{ type: 'QUICK_REPLY', text: 'Yes' },
			{ type: 'URL', text: 'Track', url: 'https://example.com/{{1}}' },
			{ type: 'URL', text: 'Home', url: 'https://example.com' },
			{ type: 'COPY_CODE', example: '25OFF' },
			{ type: 'FLOW', text: 'Open', flow_id: '1' },
			{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' },
		),
	);
	await control.createTemplate({
		name: 'code',
		category: 'AUTHENTICATION',
		components: [body('x'), buttons({ type: 'OTP', otp_type: 'COPY_CODE' })],
	});
	const card = (text: string) => ({
		components: [
			header('IMAGE'),
			body(text),
			buttons({ type: 'URL', text: 'Buy', url: 'https://example.com/{{1}}' }),
		],
	});
	await make('cards', body('Hi {{1}}, look.'), {
		type: 'CAROUSEL',
		cards: [card('One {{1}}'), card('Two {{1}}')],
	});
	for (const status of ['PAUSED', 'DISABLED', 'PENDING', 'REJECTED', 'ARCHIVED'] as const) {
		await control.createTemplate({ name: status.toLowerCase(), status });
	}
});
afterAll(() => bench.close());

/** Sends a template; gives null if it was accepted, else the code and what it says of it. */
async function refusalOf(
	name: string,
	components: readonly unknown[] = [],
	changes: JsonObject = {},
): Promise<unknown> {
	await bench.control.advance(6_000);
	const template = { name, language: { code: 'en_US' }, components } as unknown as JsonObject;
	const answer = await bench.send({ type: 'template', template, ...changes });
	if (answer.status === 200) {
		expect(answer.body['messages']).toEqual([
			{ id: wamidOf(answer), message_status: 'accepted' },
		]);
		return null;
	}
	const { code, error_data, message } = answer.body['error'] as JsonObject;
	return [code, (error_data as JsonObject | undefined)?.['details'] ?? message];
}

const text = (value: string) => ({ type: 'text', text: value });
const body = (...values: readonly string[]) => ({ type: 'body', parameters: values.map(text) });
const header = (parameter: object) => ({ type: 'header', parameters: [parameter] });
const button = (index: number | string, sub_type: string, parameter: object) => ({
	type: 'button',
	sub_type,
	index,
	parameters: [parameter],
});
const link = 'https://example.com/a.png';
const image = { type: 'image', image: { link } };
const place = { latitude: 52.5, longitude: 13.4, name: 'Gate', address: 'Berlin' };
const named = (...pairs: readonly (readonly [string, string])[]) => ({
	type: 'body',
	parameters: pairs.map(([parameter_name, value]) => ({ ...text(value), parameter_name })),
});
const url = button('1', 'url', text('17'));
const code = button(3, 'copy_code', { type: 'coupon_code', coupon_code: '25OFF' });
const card = (card_index: number, more: readonly object[] = []) => ({
	card_index,
	components: [header(image), body('x'), button(0, 'url', text('1')), ...more],
});
const carousel = (...cards: readonly object[]) => ({ type: 'carousel', cards });
const count = (part: string, given: number, expected: number) => [
	132000,
	`${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
];

it.each<[string, readonly unknown[]]>([
	['plain', []],
	['two', [header(text('A-1')), body('Ana', 'it')]],
	['named', [named(['item', 'book'], ['first_name', 'Ana'])]],
	['picture', [header(image)]],
	['paper', [header({ type: 'document', document: { link, filename: 'a.pdf' } })]],
	['place', [header({ type: 'location', location: place })]],
	['buttons', [url, code]],
	[
		'buttons',
		[
			button('0', 'quick_reply', { type: 'payload', payload: 'YES' }),
			url,
			code,
			button(4, 'flow', { type: 'action', action: { flow_token: 't' } }),
		],
	],
	['code', [body('123456'), button('0', 'url', text('123456'))]],
	['cards', [body('Ana'), carousel(card(0), card(1))]],
	['two', [header(text('x'.repeat(54))), body('Ana', 'x'.repeat(500))]],
])('takes %s (%#)', async (name, components) => {
	expect(await refusalOf(name, components)).toBeNull();
});

it.each<[string, readonly unknown[], readonly [number, unknown]]>([
	['unknown', [], [132001, 'template name (unknown) does not exist in en_US']],
	['pending', [], [132001, 'template name (pending) does not exist in en_US']],
	['rejected', [], [132001, expect.anything()]],
	['archived', [], [132001, expect.anything()]],
	['paused', [], [132015, '(#132015) Template is Paused']],
	['disabled', [], [132016, '(#132016) Template is Disabled']],
	['plain', [body('x')], count('body', 1, 0) as [number, string]],
	['plain', [header(text('x'))], count('header', 1, 0) as [number, string]],
	['two', [body('a', 'b')], count('header', 0, 1) as [number, string]],
	['two', [header(text('x')), body('a')], count('body', 1, 2) as [number, string]],
	['two', [header(text('x')), body('a', '')], [131008, expect.stringContaining('missing text')]],
	['two', [header(text('x')), body('a', 'b\nc')], [132018, expect.stringContaining('new-line')]],
	['two', [header(text('x')), body('a', 'b     c')], [132018, expect.anything()]],
	['two', [header(text('x'.repeat(55))), body('a', 'b')], [132005, expect.anything()]],
	['two', [header(text('x')), body('a', 'x'.repeat(510))], [132005, expect.anything()]],
	[
		'two',
		[header(image), body('a', 'b')],
		[132012, 'header: Format mismatch, expected TEXT, received IMAGE'],
	],
	['named', [body('Ana', 'book')], [132012, 'body: Parameter name is missing or empty']],
	[
		'named',
		[named(['item', 'a'], ['name', 'b'])],
		[132012, 'body: parameter first_name is missing'],
	],
	['picture', [], count('header', 0, 1) as [number, string]],
	[
		'picture',
		[header(text('x'))],
		[132012, 'header: Format mismatch, expected IMAGE, received TEXT'],
	],
	[
		'picture',
		[header({ type: 'image', image: { id: '1' } })],
		[100, expect.stringContaining('media')],
	],
	['place', [header({ type: 'location', location: { latitude: 91 } })], [100, expect.anything()]],
	['buttons', [code], [131008, 'buttons: Button at index 1 of type URL requires a parameter']],
	[
		'buttons',
		[url],
		[131008, 'buttons: Button at index 3 of type COPY_CODE requires a parameter'],
	],
	['buttons', [url, url, code], [132012, 'buttons: button 1 comes twice']],
	[
		'buttons',
		[url, code, button(2, 'url', text('x'))],
		[132012, 'buttons: button 2 takes no parameter'],
	],
	['buttons', [url, code, button(5, 'url', text('x'))], [132012, expect.anything()]],
	[
		'buttons',
		[url, code, button(6, 'url', text('x'))],
		[132012, 'buttons: there is no button 6'],
	],
	[
		'buttons',
		[button(1, 'url', { type: 'payload', payload: 'x' }), code],
		[132012, 'buttons: Format mismatch, expected TEXT'],
	],
	[
		'buttons',
		[url, button(3, 'url', text('x'))],
		[132012, 'buttons: button 3 is of type COPY_CODE'],
	],
	['code', [body('123456')], [131008, expect.stringContaining('index 0')]],
	['cards', [body('Ana')], [132000, expect.stringContaining('number of cards (0)')]],
	['cards', [body('Ana'), carousel(card(0))], [132000, expect.stringContaining('cards (1)')]],
	['cards', [body('Ana'), carousel(card(0), card(2))], [132012, 'carousel: card 1 is missing']],
	[
		'cards',
		[body('Ana'), carousel(card(0, [body('y')]), { card_index: 1, components: [] })],
		count('header', 0, 1) as [number, string],
	],
	['plain', [{ type: 'music' }], [132012, 'component music is not known']],
])('refuses %s (%#)', async (name, components, expected) => {
	expect(await refusalOf(name, components)).toEqual(expected);
});

it('does not know a template in another language', async () => {
	const template = { name: 'plain', language: { code: 'en' } };

	expect(await refusalOf('plain', [], { template })).toEqual([
		132001,
		'template name (plain) does not exist in en',
	]);
});

it('sends no code to somebody without a phone number', async () => {
	const components = [body('123456'), button('0', 'url', text('123456'))];
	const changes = { to: undefined, recipient: bench.customer.userId };

	expect(await refusalOf('code', components, changes)).toMatchObject([131062, expect.anything()]);
	expect(await refusalOf('plain', [], changes)).toBeNull();
});

it('needs no open window, and is charged as what it is', async () => {
	const stranger = await bench.control.createCustomer({ waId: '16505559999' });
	const before = bench.receiver.received.length;

	expect(await refusalOf('plain', [], { to: stranger.waId ?? '' })).toBeNull();
	const { body: told } = await bench.control.waitFor(() => bench.receiver.received[before]);
	expect(JSON.stringify(told)).toContain('"category":"utility"');
	expect(JSON.stringify(told)).not.toContain('failed');
});
