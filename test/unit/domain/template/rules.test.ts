import { unsupportedBy } from '../../../../src/domain/number/capabilities.ts';
import { isProblem } from '../../../../src/domain/problem.ts';
import { whyNotDeletable, whyNotEditable } from '../../../../src/domain/template/change-rules.ts';
import { checkTemplateDraft } from '../../../../src/domain/template/draft-rules.ts';
import {
	categoryOf,
	isPending,
	type TemplateButton,
} from '../../../../src/domain/template/model.ts';
import { newsOf, newsOfGone } from '../../../../src/domain/template/news.ts';
import { formatReference, parseReference } from '../../../../src/domain/template/reference.ts';
import { whyNotSendable } from '../../../../src/domain/template/sendable.ts';
import { carousel, full, gaps, template, track } from './samples.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

function wrongWith(parts: object, given: object = {}): string | null {
	const draft = { name: 'order', language: 'en_US', category: 'UTILITY', ...given };
	try {
		checkTemplateDraft({ ...draft, parts: template(parts) });
	} catch (error) {
		if (isProblem(error)) return error.message;
		throw error;
	}
	return null;
}

const body = (text: string) => ({ body: { text, variables: [] } });
const reply = (text: string): TemplateButton => ({ kind: 'quickReply', text });
const home: TemplateButton = {
	kind: 'url',
	text: 'Home',
	url: 'https://example.com',
	ending: null,
};
const call: TemplateButton = { kind: 'fixed', type: 'PHONE_NUMBER', text: 'Call' };
const copy: TemplateButton = { kind: 'copyCode', text: 'Copy', example: 'A1' };
const link = (url: string, example: string | null = 'a'): TemplateButton => ({
	kind: 'url',
	text: 'a',
	url,
	ending: url.includes('{{') ? { name: '1', example } : null,
});
const cards = (count: number) => ({
	cards: Array.from({ length: count }, () => carousel.cards[0]),
});

it.each<[string, object, object?]>([
	['everything', full],
	['a carousel', carousel],
	['a name of 512', {}, { name: 'x'.repeat(512) }],
	['a body of 1024', body('x'.repeat(1024))],
	['a header of 60', { header: { kind: 'text', ...gaps('x'.repeat(60)) } }],
	['a footer of 60', { footer: 'x'.repeat(60) }],
	['10 quick replies', { buttons: Array.from({ length: 10 }, () => reply('a')) }],
	['labels of 25', { buttons: [reply('x'.repeat(25))] }],
	['replies first, then others', { buttons: [reply('a'), reply('b'), home, call, copy] }],
	['a full stop after the last variable', { body: gaps('a {{1}}.', 'b') }],
	['2 cards', cards(2)],
	['10 cards', cards(10)],
	['a code, whose words Meta writes', { body: null }, { category: 'AUTHENTICATION' }],
	['language de', {}, { language: 'de' }],
])('Meta is asked about %s', (...[, parts, given]) => {
	expect(wrongWith(parts, given)).toBeNull();
});

it.each<[object, object, string]>([
	[{}, { name: '' }, "'Name' is empty"],
	[{}, { name: 'x'.repeat(513) }, "'Name' has 513 characters"],
	[{}, { name: 'Order' }, "'Name' has other characters"],
	[{}, { language: 'english' }, "'Language' is no language code"],
	[{}, { category: 'NEWS' }, "'Category' is none"],
	[{ body: null }, {}, "'Body' is empty"],
	[body('x'.repeat(1025)), {}, "'Body' has 1025 characters"],
	[{ body: gaps('{{1}} a', 'b') }, {}, "'Body' begins or ends with a variable"],
	[{ body: gaps('a {{1}}', 'b') }, {}, "'Body' begins or ends with a variable"],
	[{ body: gaps('a {{1}} b', '') }, {}, "'Body' has no example for {{1}}"],
	[
		{ body: { text: 'a {{2}} b', variables: [{ name: '2', example: 'x' }] } },
		{},
		"'Body' has a variable that is not well named: {{2}}",
	],
	[
		{ isNamed: true, body: { text: 'a {{A}} b', variables: [{ name: 'A', example: 'x' }] } },
		{},
		'not well named: {{A}}',
	],
	[{ header: { kind: 'text', ...gaps('x'.repeat(61)) } }, {}, "'Header' has 61 characters"],
	[{ header: { kind: 'text', ...gaps('{{1}} {{2}}', 'a', 'b') } }, {}, 'more than one variable'],
	[{ header: { kind: 'text', ...gaps('Hi 😀') } }, {}, "'Header' has a line break, an emoji"],
	[{ header: { kind: 'text', ...gaps('Hi\nyou') } }, {}, "'Header' has a line break"],
	[{ header: { kind: 'text', ...gaps('Hi {{1}}', '') } }, {}, "'Header' has no example"],
	[{ footer: 'x'.repeat(61) }, {}, "'Footer' has 61 characters"],
	[{ footer: 'a {{1}} b' }, {}, "'Footer' has a variable"],
	[{ buttons: Array.from({ length: 11 }, () => reply('a')) }, {}, "'Buttons' has 11 buttons"],
	[{ buttons: [home, home, home] }, {}, "'Buttons' has 3 links"],
	[{ buttons: [call, call] }, {}, "'Buttons' has 2 phone numbers"],
	[{ buttons: [copy, copy] }, {}, "'Buttons' has 2 codes to copy"],
	[{ buttons: [reply('a'), home, reply('b')] }, {}, 'quick replies between other buttons'],
	[{ buttons: [reply('x'.repeat(26))] }, {}, "'Button 1: Text' has 26 characters"],
	[{ buttons: [reply('')] }, {}, "'Button 1: Text' is empty"],
	[{ buttons: [{ ...copy, example: null }] }, {}, "'Button 1: Code' is empty"],
	[{ buttons: [link('example.com')] }, {}, "'Button 1: URL' is not a web address"],
	[{ buttons: [link('https://a.b/{{1}}/c')] }, {}, "'Button 1: URL' has a variable in another"],
	[
		{ buttons: [link('https://a.b/{{1}}{{2}}')] },
		{},
		"'Button 1: URL' has a variable in another",
	],
	[{ buttons: [link('https://a.b/{{1}}', null)] }, {}, "'Button 1: URL' has no example"],
	[{ buttons: [link(`https://a.b/${'x'.repeat(1989)}`)] }, {}, "'Button 1: URL' has 2001"],
	[cards(1), {}, "'Carousel' has 1 cards"],
	[cards(11), {}, "'Carousel' has 11 cards"],
	[
		{ cards: [carousel.cards[0], { ...carousel.cards[0], buttons: [] }] },
		{},
		"'Card 2' has other parts than card 1",
	],
	[
		{ cards: [0, 1].map(() => ({ ...carousel.cards[0], buttons: [home, track, call] })) },
		{},
		"'Card 1: Buttons' has 3 buttons",
	],
	[
		{ cards: [0, 1].map(() => ({ ...carousel.cards[0], ...body('x'.repeat(161)) })) },
		{},
		"'Card 1: Body' has 161 characters",
	],
])('%j with %j is refused before Meta is asked', (parts, given, message) => {
	expect(wrongWith(parts, given)).toContain(message);
});

describe('an edit', () => {
	const may = (edits: readonly number[], given: object = {}, hasCategory = false) => {
		const error = whyNotEditable(template(given), { hasCategory }, edits, NOW);
		return error === null ? null : [error.message, error.retryAfterMs];
	};

	it('of an approved one is possible once a day', () => {
		expect(may([])).toBeNull();
		expect(may([NOW - DAY])).toBeNull();
		expect(may([NOW - DAY + 1])).toEqual([
			expect.stringContaining('once within 24 hours') as string,
			1,
		]);
	});

	it('of an approved one is possible ten times a month', () => {
		const days = (count: number) =>
			Array.from({ length: count }, (_, index) => NOW - (index + 2) * DAY);

		expect(may(days(9))).toBeNull();
		expect(may(days(10))).toEqual([
			expect.stringContaining('10 times within 30 days') as string,
			19 * DAY,
		]);
		expect(may([...days(9), NOW - 30 * DAY])).toBeNull();
	});

	it('of a rejected or paused one is possible at any time', () => {
		const edits = [NOW, NOW];

		expect([may(edits, { status: 'REJECTED' }), may(edits, { status: 'PAUSED' })]).toEqual([
			null,
			null,
		]);
		expect(may([], { status: 'REJECTED' }, true)).toBeNull();
	});

	it.each(['PENDING', 'DISABLED', 'IN_APPEAL', 'ARCHIVED'])(
		'of one that is %s is none',
		(status) => {
			expect(may([], { status })).toEqual([
				expect.stringContaining(`cannot be edited while its state is ${status}`),
				undefined,
			]);
		},
	);

	it('changes the category of no approved one', () => {
		expect(may([], {}, true)).toEqual([expect.stringContaining('category'), undefined]);
	});
});

it('a disabled template is not deleted', () => {
	expect(whyNotDeletable(template({ status: 'DISABLED' }))?.message).toContain('disabled');
	expect(whyNotDeletable(template({ status: 'PENDING' }))).toBeNull();
});

it.each(['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'NEW_STATE'])(
	'a template that is %s is not sent',
	(status) => {
		const why = whyNotSendable(template({ status }));

		expect(why?.message).toMatch(/^The template order_update\|en_US (is|was|has) /);
		expect(why?.advice).toContain('Nothing was sent.');
	},
);

it('an approved template is sent', () => {
	expect(whyNotSendable(template())).toBeNull();
});

it.each([
	['MARKETING', 'marketing'],
	['UTILITY', 'service'],
	['AUTHENTICATION', 'service'],
	['SOMETHING_NEW', 'marketing'],
])('%s counts as %s', (category, expected) => {
	expect(categoryOf({ category })).toBe(expected);
});

it('knows what Meta has still to decide', () => {
	const pending = ['PENDING', 'IN_APPEAL', 'APPROVED', 'PAUSED'].map((status) =>
		isPending({ status }),
	);
	expect(pending).toEqual([true, true, false, false]);
});

describe('a reference', () => {
	it.each(['order_update|en_US', 'a|de', 'a|zh_HK'])('%s is read', (text) => {
		expect(formatReference(parseReference(` ${text} `))).toBe(text);
	});

	it.each(['', 'order', 'Order|en', 'order|', '|en', 'a|b|c', 'a|../x'])('%j is none', (text) => {
		expect(() => parseReference(text)).toThrow("The field 'Template'");
	});
});

describe('news of a template', () => {
	const told = { name: 'order_update', language: 'en_US' };

	it('are one for each thing that changed', () => {
		const after = template({ status: 'PAUSED', quality: 'RED', category: 'MARKETING' });

		expect(newsOf(template({ quality: 'GREEN' }), after)).toEqual(
			(
				[
					['status', 'APPROVED', 'PAUSED'],
					['quality', 'GREEN', 'RED'],
					['category', 'UTILITY', 'MARKETING'],
				] as const
			).map(([field, from, to]) => ({
				type: `template.${field}`,
				field,
				from,
				to,
				template: { ...told, status: 'PAUSED', quality: 'RED', category: 'MARKETING' },
			})),
		);
		expect(newsOf(after, after)).toEqual([]);
	});

	it('tell of one that came, and of one that went', () => {
		const [came] = newsOf(null, template({ status: 'PENDING' }));

		expect(came).toMatchObject({ type: 'template.status', from: null, to: 'PENDING' });
		expect(newsOfGone(template())).toEqual({
			type: 'template.status',
			field: 'status',
			from: 'APPROVED',
			to: 'DELETED',
			template: { ...told, status: 'DELETED', quality: null, category: 'UTILITY' },
		});
	});
});

it('a linked number sends no templates, buttons, lists and links', () => {
	const types = ['text', 'image', 'reaction', 'buttons', 'list', 'link', 'template'] as const;
	const names = (mode: 'cloud' | 'linked') =>
		types.map((type) => unsupportedBy(mode, { type })?.name ?? null);

	expect(names('cloud')).toEqual(types.map(() => null));
	expect(names('linked')).toEqual([null, null, null, ...Array(4).fill('unsupported')]);
	expect(unsupportedBy('linked', { type: 'template' })).toMatchObject({
		message: expect.stringContaining('Templates cannot be sent from a linked number') as string,
		advice: expect.stringContaining('send the text itself') as string,
	});
});
