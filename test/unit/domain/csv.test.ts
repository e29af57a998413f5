import { csvLine, type Cell } from '../../../src/domain/csv.ts';

it.each<[Cell, string]>([
	['Ada', 'Ada'],
	['', ''],
	[null, ''],
	[7, '7'],
	[true, 'true'],
	['a,b', '"a,b"'],
	['say "hi"', '"say ""hi"""'],
	['two\nlines', '"two\nlines"'],
	['=1+1', "'=1+1"],
	['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
	['+cmd|calc', "'+cmd|calc"],
	['-2+3', "'-2+3"],
	['@SUM(A1)', "'@SUM(A1)"],
	['\t=1', "'\t=1"],
	['\r=1', '"\'\r=1"'],
	['+4915112345678', '+4915112345678'],
	['-5.5', '-5.5'],
	['+49 151', "'+49 151"],
	['a=1', 'a=1'],
])('writes the cell %j', (cell, text) => {
	expect(csvLine([cell])).toBe(`${text}\r\n`);
});

it('divides cells by commas', () => {
	expect(csvLine(['a', null, 1])).toBe('a,,1\r\n');
});
