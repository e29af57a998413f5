import type { Template } from '../../../../src/domain/template/model.ts';

/** An approved template without gaps, but for what is given. */
export function template(given: Partial<Template> = {}): Template {
	return {
		id: '8801',
		name: 'order_update',
		language: 'en_US',
		status: 'APPROVED',
		category: 'UTILITY',
		quality: null,
		rejectedReason: null,
		isNamed: false,
		header: null,
		body: { text: 'Your order is on its way.', variables: [] },
		footer: null,
		buttons: [],
		cards: [],
		unknownParts: [],
		...given,
	};
}

/** A text with gaps `1`, `2`, … and an example for each. */
export function gaps(text: string, ...examples: readonly string[]) {
	const variables = examples.map((example, index) => ({ name: String(index + 1), example }));
	return { text, variables };
}

/** A link that ends with a gap. */
export const track = {
	kind: 'url',
	text: 'Track',
	url: 'https://example.com/o/{{1}}',
	ending: { name: '1', example: '17' },
} as const;

/** Everything that can have a gap, but for cards. */
export const full = template({
	header: { kind: 'text', ...gaps('Order {{1}}', 'A-1') },
	body: gaps('Hi {{1}}, {{2}} comes. Bye {{1}}.', 'Ana', 'it'),
	footer: 'Lucky Shrub',
	buttons: [
		{ kind: 'quickReply', text: 'Yes' },
		track,
		{ kind: 'url', text: 'Home', url: 'https://example.com', ending: null },
		{ kind: 'copyCode', text: 'Copy', example: '25OFF' },
		{ kind: 'flow', text: 'Open' },
		{ kind: 'fixed', type: 'PHONE_NUMBER', text: 'Call' },
	],
});

/** Two cards with a picture, a text and a link each. */
export const carousel = template({
	category: 'MARKETING',
	body: gaps('Hi {{1}}, look.', 'Ana'),
	cards: [1, 2].map((number) => ({
		header: { kind: 'image' },
		body: gaps(`Card ${number}: {{1}} off`, '10%'),
		buttons: [track],
	})),
});

/** What brings a code, as Meta gives it back. */
export const code = template({
	name: 'login',
	category: 'AUTHENTICATION',
	body: gaps('*{{1}}* is your verification code.', '123456'),
	buttons: [{ ...track, text: 'Copy code' }],
});
