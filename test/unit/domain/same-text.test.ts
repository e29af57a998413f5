import type { OutgoingContent } from '../../../src/domain/outgoing.ts';
import { textToCompare } from '../../../src/domain/caps/same-text.ts';

const text = (words: string): OutgoingContent => ({
	type: 'text',
	text: words,
	linkPreview: false,
});
const image = (caption: string | null, id: string): OutgoingContent => ({
	type: 'image',
	media: { kind: 'id', id },
	caption,
});

it('knows a text again whatever its case and the space in it', () => {
	expect(textToCompare(text('  20 %\n OFF\ttoday '))).toBe(textToCompare(text('20 % off Today')));
});

it.each([
	['another text', text('20 % off'), text('30 % off')],
	['the same caption under another picture', image('20 % off', '1'), image('20 % off', '2')],
	['a caption and a text', image('20 % off', '1'), text('20 % off')],
])('tells %s apart', (_what, one, other) => {
	expect(textToCompare(one)).not.toBe(textToCompare(other));
});

it.each<[string, OutgoingContent]>([
	['a picture without words', image(null, '1')],
	['a picture with blanks', image('  ', '1')],
	['a reaction', { type: 'reaction', emoji: '👍' }],
	['a place', { type: 'location', latitude: 1, longitude: 1, name: 'Shop', address: null }],
])('does not compare %s', (_what, content) => {
	expect(textToCompare(content)).toBeNull();
});
