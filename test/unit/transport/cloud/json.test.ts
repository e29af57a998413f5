import {
	asList,
	asNumber,
	asObject,
	asObjects,
	asText,
	asTimestamp,
	parseJson,
} from '../../../../src/transport/cloud/json.ts';

const VALUES = [undefined, null, true, 0, 1.5, NaN, '', 'text', [], [{}, 1], {}, { a: 1 }];

it('takes objects alone for objects', () => {
	expect(VALUES.filter((value) => asObject(value) !== undefined)).toEqual([{}, { a: 1 }]);
});

it('takes lists for lists and everything else for an empty one', () => {
	expect(VALUES.filter((value) => asList(value).length > 0)).toEqual([[{}, 1]]);
});

it('takes the objects out of a list', () => {
	expect([asObjects([{ a: 1 }, null, 'x', [], { b: 2 }]), asObjects('x')]).toEqual([
		[{ a: 1 }, { b: 2 }],
		[],
	]);
});

it('takes texts that are not empty', () => {
	expect(VALUES.map(asText).filter((text) => text !== undefined)).toEqual(['text']);
});

it('takes numbers that are numbers', () => {
	expect(VALUES.map(asNumber).filter((number) => number !== undefined)).toEqual([0, 1.5]);
});

it.each([
	['1750030073', 1_750_030_073_000],
	[1_750_030_073, 1_750_030_073_000],
	['99999999999', 99_999_999_999_000],
	['1', 1_000],
])('reads %j as a time', (value, expected) => {
	expect(asTimestamp(value)).toBe(expected);
});

it.each([
	'',
	'0',
	'-1',
	'1.5',
	' 1',
	'1e3',
	'0x10',
	'100000000000',
	0,
	-1,
	1.5,
	1e11,
	NaN,
	null,
	{},
])('does not read %j as a time', (value) => {
	expect(asTimestamp(value)).toBe(undefined);
});

it('reads what is JSON, and nothing else', () => {
	expect(['{"a":[1]}', 'null', '""', '{', '', '\u0000'].map(parseJson)).toEqual([
		{ a: [1] },
		null,
		'',
		undefined,
		undefined,
		undefined,
	]);
});

it.each([
	['lists', '[', ']'],
	['objects', '{"__proto__":', '}'],
])('keeps 100 levels of %s and cuts off what lies deeper', (_what, open, close) => {
	const nested = (levels: number, inside: string): string =>
		open.repeat(levels) + inside + close.repeat(levels);
	const read = (levels: number): string => JSON.stringify(parseJson(nested(levels, '1')));

	expect([read(99), read(100)]).toEqual([nested(99, '1'), nested(100, '1')]);
	expect([read(101), read(100_000)]).toEqual([nested(100, 'null'), nested(100, 'null')]);
});
