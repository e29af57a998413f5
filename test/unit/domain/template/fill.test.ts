import { checkContent, readableText } from '../../../../src/domain/outgoing.ts';
import type { TemplateContent } from '../../../../src/domain/outgoing/template.ts';
import { isProblem } from '../../../../src/domain/problem.ts';
import { fieldsOf } from '../../../../src/domain/template/fields.ts';
import { fillTemplate } from '../../../../src/domain/template/fill.ts';
import type { Template } from '../../../../src/domain/template/model.ts';
import type { TemplateFile } from '../../../../src/domain/template/values.ts';
import { without } from '../../support/without.ts';
import { carousel, code, full, gaps, template } from './samples.ts';

const PICTURE: TemplateFile = {
	media: { kind: 'url', url: 'https://example.com/a.png' },
	fileName: null,
};

function fill(given: Template, values: object, files: object = {}): TemplateContent {
	const filled = {
		values: new Map<string, unknown>(Object.entries(values)),
		files: new Map(Object.entries(files)) as ReadonlyMap<string, TemplateFile>,
	};
	return fillTemplate(given, filled);
}

function wrongWith(given: Template, values: object, files: object = {}): unknown {
	try {
		fill(given, values, files);
	} catch (error) {
		if (isProblem(error)) return error.message;
		throw error;
	}
	return null;
}

const values = {
	header_1: 'A-9',
	body_1: 'Ben',
	body_2: 'she',
	button_2_url: '9',
	button_4_code: 'X1',
};

describe('the fields of a template', () => {
	it('are one for each gap, with Meta’s example', () => {
		expect(fieldsOf(full).map(({ id, label, isRequired }) => [id, label, isRequired])).toEqual([
			['header_1', 'Header {{1}} (e.g. A-1)', true],
			['body_1', 'Body {{1}} (e.g. Ana)', true],
			['body_2', 'Body {{2}} (e.g. it)', true],
			['button_1_payload', 'Button "Yes": Payload', false],
			['button_2_url', 'Button "Track": URL End (e.g. 17)', true],
			['button_4_code', 'Button "Copy": Code (e.g. 25OFF)', true],
			['button_5_flow_token', 'Button "Open": Flow Token', false],
			['button_5_flow_data', 'Button "Open": Flow Data', false],
		]);
	});

	it('have the names of named gaps, and those of cards their number', () => {
		const named = template({
			isNamed: true,
			body: {
				text: 'Hi {{first_name}}.',
				variables: [{ name: 'first_name', example: null }],
			},
		});

		expect(fieldsOf(named)).toEqual([
			{
				id: 'body_first_name',
				name: 'Body {{first_name}}',
				label: 'Body {{first_name}}',
				type: 'text',
				isRequired: true,
				example: null,
			},
		]);
		expect(fieldsOf(carousel).map(({ id }) => id)).toEqual([
			'body_1',
			'card_1_header',
			'card_1_body_1',
			'card_1_button_1_url',
			'card_2_header',
			'card_2_body_1',
			'card_2_button_1_url',
		]);
	});

	it('are files and places of a header', () => {
		const of = (kind: 'image' | 'document' | 'location') =>
			fieldsOf(template({ header: { kind } })).map(({ id, type, media }) => [
				id,
				type,
				media,
			]);

		expect(of('image')).toEqual([['header', 'media', 'image']]);
		expect(of('document')).toEqual([
			['header', 'media', 'document'],
			['header_file_name', 'text', undefined],
		]);
		expect(of('location')).toEqual([
			['header_latitude', 'number', undefined],
			['header_longitude', 'number', undefined],
			['header_name', 'text', undefined],
			['header_address', 'text', undefined],
		]);
	});

	it('are the code alone where it brings one', () => {
		expect(fieldsOf(code).map(({ id }) => id)).toEqual(['code']);
	});
});

describe('a template that is filled', () => {
	it('carries its values where Meta wants them, and reads as the customer reads it', () => {
		expect(fill(full, values)).toEqual({
			type: 'template',
			name: 'order_update',
			language: 'en_US',
			category: 'UTILITY',
			text: 'Order A-9\n\nHi Ben, she comes. Bye Ben.\n\nLucky Shrub',
			components: [
				{ kind: 'header', parameters: [{ kind: 'text', text: 'A-9', name: null }] },
				{
					kind: 'body',
					parameters: [
						{ kind: 'text', text: 'Ben', name: null },
						{ kind: 'text', text: 'she', name: null },
					],
				},
				{
					kind: 'button',
					button: 'url',
					index: 1,
					parameter: { kind: 'text', text: '9', name: null },
				},
				{
					kind: 'button',
					button: 'copyCode',
					index: 3,
					parameter: { kind: 'couponCode', code: 'X1' },
				},
				{
					kind: 'button',
					button: 'flow',
					index: 4,
					parameter: { kind: 'flow', token: 'unused', data: null },
				},
			],
		});
	});

	it('carries what may be left out, too', () => {
		const more = {
			...values,
			button_1_payload: 'YES',
			button_5_flow_token: 't1',
			button_5_flow_data: '{"order": 17}',
		};

		expect(fill(full, more).components.slice(2)).toMatchObject([
			{ button: 'quickReply', index: 0, parameter: { payload: 'YES' } },
			{ button: 'url' },
			{ button: 'copyCode' },
			{ button: 'flow', parameter: { token: 't1', data: { order: 17 } } },
		]);
	});

	it('names the values of named gaps', () => {
		const named = template({
			isNamed: true,
			body: { text: 'Hi {{ name }}.', variables: [{ name: 'name', example: 'Ana' }] },
		});
		const filled = fill(named, { body_name: 'Ben' });

		expect(filled.components).toEqual([
			{ kind: 'body', parameters: [{ kind: 'text', text: 'Ben', name: 'name' }] },
		]);
		expect(readableText(filled)).toBe('Hi Ben.');
	});

	it('shows its file or its place', () => {
		const document = template({ header: { kind: 'document' } });
		const file = { ...PICTURE, fileName: 'a.pdf' };
		const headerOf = (content: TemplateContent) => content.components[0];
		const place = {
			header_latitude: '52,5',
			header_longitude: 13.4,
			header_name: 'Gate',
			header_address: 'Berlin',
		};

		expect(headerOf(fill(document, {}, { header: file }))).toMatchObject({
			parameters: [{ kind: 'document', media: PICTURE.media, fileName: 'a.pdf' }],
		});
		expect(
			headerOf(fill(document, { header_file_name: 'b.pdf' }, { header: file })),
		).toMatchObject({ parameters: [{ fileName: 'b.pdf' }] });
		expect(fill(template({ header: { kind: 'location' } }), place)).toMatchObject({
			text: 'Gate\n\nYour order is on its way.',
			components: [
				{
					parameters: [
						{
							kind: 'location',
							latitude: 52.5,
							longitude: 13.4,
							name: 'Gate',
							address: 'Berlin',
						},
					],
				},
			],
		});
	});

	it('fills each card', () => {
		const given = {
			body_1: 'Ben',
			card_1_body_1: '5%',
			card_1_button_1_url: 'a',
			card_2_body_1: '9%',
			card_2_button_1_url: 'b',
		};
		const filled = fill(carousel, given, { card_1_header: PICTURE, card_2_header: PICTURE });

		expect(filled.text).toBe('Hi Ben, look.\n\nCard 1: 5% off\n\nCard 2: 9% off');
		expect(filled.components[1]).toMatchObject({
			kind: 'carousel',
			cards: [
				{
					index: 0,
					components: [
						{ kind: 'header', parameters: [{ kind: 'image' }] },
						{ kind: 'body', parameters: [{ text: '5%' }] },
						{ kind: 'button', parameter: { text: 'a' } },
					],
				},
				{ index: 1 },
			],
		});
		expect(wrongWith(carousel, given, { card_1_header: PICTURE })).toBe(
			"The field 'Card 2: Header Image' is empty",
		);
	});

	it('that brings a code says it twice to the customer, and to nobody else', () => {
		const filled = fill(code, { code: '424242' });

		expect(filled.text).toBe('*••••••* is your verification code.');
		expect(filled.components).toEqual([
			{ kind: 'body', parameters: [{ kind: 'text', text: '424242', name: null }] },
			{
				kind: 'button',
				button: 'url',
				index: 0,
				parameter: { kind: 'text', text: '424242', name: null },
			},
		]);
	});

	it('without gaps carries nothing', () => {
		expect(fill(template(), {})).toMatchObject({
			components: [],
			text: 'Your order is on its way.',
		});
		expect(fill(template({ body: null }), {}).text).toBe('order_update');
	});

	it('is checked for where its files are', () => {
		const image = template({ header: { kind: 'image' } });
		const inside = { ...PICTURE, media: { kind: 'url', url: 'https://10.0.0.1/a' } };
		const cards = fill(
			carousel,
			{
				body_1: 'a',
				card_1_body_1: 'a',
				card_1_button_1_url: 'a',
				card_2_body_1: 'a',
				card_2_button_1_url: 'a',
			},
			{ card_1_header: PICTURE, card_2_header: inside },
		);

		expect(() => checkContent(fill(image, {}, { header: PICTURE }))).not.toThrow();
		expect(() => checkContent(fill(image, {}, { header: inside }))).toThrow('Media URL');
		expect(() => checkContent(cards)).toThrow('Media URL');
	});
});

describe('what is wrong with a value is said by the name of its field', () => {
	it.each<[object, string]>([
		[{ body_2: '' }, "The field 'Body {{2}}' is empty"],
		[{ body_2: ' ' }, "The field 'Body {{2}}' is empty"],
		[{ body_2: null }, "The field 'Body {{2}}' is empty"],
		[{ header_1: undefined }, "The field 'Header {{1}}' is empty"],
		[{ button_2_url: '' }, `The field 'Button "Track": URL End' is empty`],
		[{ body_1: { a: 1 } }, "The field 'Body {{1}}' is a list or an object instead of a text"],
		[
			{ body_1: 'a\nb' },
			"The field 'Body {{1}}' has a line break, a tab or more than four spaces",
		],
		[{ body_1: 'a\tb' }, "The field 'Body {{1}}' has a line break, a tab"],
		[{ body_1: 'a     b' }, "The field 'Body {{1}}' has a line break, a tab"],
		[{ header_1: 'x'.repeat(55) }, "The field 'Header' has 61 characters with these values"],
		[{ button_2_url: 'a b' }, `The field 'Button "Track": URL End' has a space`],
		[
			{ button_2_url: 'x'.repeat(1979) },
			`The field 'Button "Track": URL End' makes a URL of 2001 characters`,
		],
		[{ button_4_code: 'x'.repeat(21) }, `The field 'Button "Copy": Code' has 21 characters`],
		[{ button_4_code: '25-OFF' }, `The field 'Button "Copy": Code' has other characters`],
		[
			{ button_1_payload: 'x'.repeat(257) },
			`The field 'Button "Yes": Payload' has 257 characters`,
		],
		[{ button_5_flow_data: '[1]' }, `The field 'Button "Open": Flow Data' is no JSON object`],
		[{ button_5_flow_data: '{' }, `The field 'Button "Open": Flow Data' is no JSON object`],
		[{ body_3: 'x' }, "The field 'Template Fields' has a value for 'body_3'"],
	])('%j', (changes, message) => {
		expect(wrongWith(full, { ...values, ...changes })).toContain(message);
	});

	it.each<[object]>([
		[{ body_1: 17 }],
		[{ body_1: 'a    b' }],
		[{ header_1: 'x'.repeat(54) }],
		[{ button_2_url: 'x'.repeat(1978) }],
		[{ button_4_code: 'x'.repeat(20) }],
		[{ button_1_payload: 'x'.repeat(256) }],
		[{ button_5_flow_data: {} }],
		[{ body_3: '' }],
	])('%j is right', (changes) => {
		expect(wrongWith(full, { ...values, ...changes })).toBeNull();
	});

	it('a body and a card may become as long as WhatsApp takes them', () => {
		const long = template({ body: gaps('{{1}}', 'a') });
		const card = (length: number) =>
			wrongWith(
				carousel,
				{
					body_1: 'a',
					card_1_body_1: 'x'.repeat(length),
					card_1_button_1_url: 'a',
					card_2_body_1: 'a',
					card_2_button_1_url: 'a',
				},
				{ card_1_header: PICTURE, card_2_header: PICTURE },
			);

		expect(wrongWith(long, { body_1: '😀'.repeat(1024) })).toBeNull();
		expect(wrongWith(long, { body_1: '😀'.repeat(1025) })).toContain(
			"'Body' has 1025 characters",
		);
		expect([card(148), card(149)]).toEqual([
			null,
			expect.stringContaining("'Card 1: Body' has 161 characters") as string,
		]);
	});

	it('a code has at most 15 characters, and a place is on the earth', () => {
		const place = template({ header: { kind: 'location' } });
		const at = {
			header_latitude: 90,
			header_longitude: 180,
			header_name: 'a',
			header_address: 'b',
		};

		expect(wrongWith(code, { code: 'x'.repeat(15) })).toBeNull();
		expect(wrongWith(code, { code: 'x'.repeat(16) })).toContain("'Code' has 16 characters");
		expect(wrongWith(place, at)).toBeNull();
		expect(wrongWith(place, { ...at, header_latitude: 90.1 })).toContain("'Header Latitude'");
		expect(wrongWith(place, { ...at, header_longitude: 'x' })).toContain("'Header Longitude'");
	});

	it('what this version cannot fill is not sent', () => {
		const offer = template({ unknownParts: ['LIMITED_TIME_OFFER'] });

		expect(wrongWith(offer, {})).toContain('cannot fill (LIMITED_TIME_OFFER)');
	});
});

it.each([
	['full', full, Object.keys(values)],
	['carousel', carousel, []],
])('asks for every field of %s that it says it needs', (_name, given, ids) => {
	const required = fieldsOf(given).filter(({ isRequired }) => isRequired);
	const all = Object.fromEntries(required.map(({ id }) => [id, 'a']));
	const files = Object.fromEntries(
		required.filter(({ type }) => type === 'media').map(({ id }) => [id, PICTURE]),
	);

	expect(wrongWith(given, all, files)).toBeNull();
	for (const { id, name } of required) {
		const others = without(all, id);
		const otherFiles = without(files, id);
		expect(wrongWith(given, others, otherFiles)).toBe(`The field '${name}' is empty`);
	}
	if (ids.length > 0) expect(required.map(({ id }) => id)).toEqual(ids);
});
