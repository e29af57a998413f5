import { DEFAULT_PORT, readArguments } from '../../demo/arguments.ts';

test('without words it is played on the default port', () => {
	expect(readArguments([])).toEqual({ kind: 'play', port: DEFAULT_PORT, reset: false });
});

test('a port and a reset are taken', () => {
	const wanted = { kind: 'play', port: 6000, reset: true };
	expect(readArguments(['--port', '6000', '--reset'])).toEqual(wanted);
	expect(readArguments(['--reset', '--port=6000'])).toEqual(wanted);
});

test.each(['1024', '65533'])('port %s is taken', (port) => {
	expect(readArguments(['--port', port])).toMatchObject({ kind: 'play', port: Number(port) });
});

test.each(['1023', '65534', '0', '-1', '5690.5', '56e2', 'n8n', ''])(
	'port %s is refused',
	(port) => {
		expect(readArguments([`--port=${port}`])).toEqual({
			kind: 'wrong',
			reason: `--port takes a number from 1024 to 65533, not '${port}'.`,
		});
	},
);

test('one conversation by itself', () => {
	expect(readArguments(['--once'])).toEqual({ kind: 'once' });
});

test.each([
	['--once', '--reset'],
	['--once', '--port', '6000'],
])('%s with %s is refused', (...words) => {
	expect(readArguments(words)).toMatchObject({ kind: 'wrong' });
});

test.each([['--help'], ['-h'], ['--once', '--help', '--reset']])(
	'help comes before everything else: %s',
	(...words) => {
		expect(readArguments(words)).toEqual({ kind: 'help' });
	},
);

test.each([['--onec'], ['once'], ['--port'], ['--once=yes']])('%s is not understood', (word) => {
	expect(readArguments([word])).toEqual({
		kind: 'wrong',
		reason: expect.stringContaining(word.split('=')[0] ?? '') as string,
	});
});
