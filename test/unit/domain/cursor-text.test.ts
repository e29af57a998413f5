import { formatCursor, parseCursor } from '../../../src/domain/cursor-text.ts';

const PLACE = { key: 1_732_000_000_000, id: '0193-ü' };

it('reads the place that it wrote', () => {
	expect(parseCursor('waiting', ` ${formatCursor('waiting', PLACE)} `)).toEqual(PLACE);
});

it('is one word that fits into any field', () => {
	expect(formatCursor('waiting', PLACE)).toMatch(/^[\w-]+$/);
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
	['of another list', formatCursor('lastMessage', PLACE)],
	['that is empty', ''],
	['that is any word', 'next'],
	['with too little', encoded(['waiting', 1])],
	['with too much', encoded(['waiting', 1, 'a', 'b'])],
	['whose key is no number', encoded(['waiting', '1', 'a'])],
	['whose key is no whole number', encoded(['waiting', 1.5, 'a'])],
	['whose ID is no text', encoded(['waiting', 1, null])],
	['that is no list', encoded({ order: 'waiting', key: 1, id: 'a' })],
])('knows no place %s', (_, text) => {
	expect(parseCursor('waiting', text)).toBeUndefined();
});
