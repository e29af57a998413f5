import { ExpressionThread } from '../../../src/runtime/expression/expressions.ts';

describe('an expression', () => {
	const thread = new ExpressionThread();
	afterAll(() => thread.close());
	const evaluate = (expression: string, input: unknown = {}) =>
		thread.evaluate(expression, input);

	test('is evaluated over what it is given', async () => {
		const input = { labels: ['vip'], group: 'South' };
		expect(await evaluate(`'vip' in labels ? group : 'North'`, input)).toBe('South');
		expect(await evaluate(`{ 'team': group }`, input)).toEqual({ team: 'South' });
		expect(await evaluate('nothing', input)).toBeUndefined();
	});

	test('that is none says where', async () => {
		await expect(evaluate('a +')).rejects.toMatchObject({
			code: 'invalidInput',
			message: expect.stringContaining('Unexpected end of expression') as unknown,
		});
	});

	test('that goes wrong does not tell what it was about', async () => {
		for (const expression of [`$number(text)`, `$error(text)`, `text + 1`, `text()`]) {
			const error: unknown = await evaluate(expression, { text: 'a secret' }).then(
				() => null,
				(thrown: unknown) => thrown,
			);
			expect(error).toMatchObject({ code: 'invalidInput' });
			expect(String(error)).not.toContain('a secret');
		}
	});

	test('that never ends is ended, and the next one is evaluated all the same', async () => {
		const endless = '( $f := function($n) { $f($n + 1) }; $f(1) )';
		await expect(evaluate(endless)).rejects.toThrow('longer than 50 ms');
		expect(await evaluate('1 + 1')).toBe(2);
	});

	test('that goes into itself too deep is ended', async () => {
		const deep = '( $f := function($n) { 1 + $f($n + 1) }; $f(1) )';
		await expect(evaluate(deep)).rejects.toThrow('into itself more than 500 times');
	});

	test('that looks for what never matches is ended', async () => {
		const slow = `$match(text, /^(a+)+$/)`;
		await expect(evaluate(slow, { text: `${'a'.repeat(40)}b` })).rejects.toThrow('50 ms');
	});

	test('of too much memory or text is ended', async () => {
		await expect(evaluate(`[1..9999999].{'a': $string($) & 'x'}`)).rejects.toThrow();
		await expect(evaluate(' '.repeat(20_001))).rejects.toThrow('longer than 20000');
		expect(await evaluate('2')).toBe(2);
	});

	test.each([
		'[1..9999999]',
		'$join([1..3000000].$string($))',
		'$map([1..9999999], function($v) { [$v, $v] })',
		`$pad('x', 30000000)`,
		`( $f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('abcdefgh', 26) )`,
	])('of much at once never takes the process with it: %s', async (expression) => {
		for (let n = 0; n < 3; n += 1) await evaluate(expression).catch(() => undefined);
		expect(await evaluate('2')).toBe(2);
	});

	test('sees nothing of the process', async () => {
		const names = ['process', 'constructor', '__proto__', '$process'];
		for (const name of names) expect(await evaluate(`\`${name}\``)).toBeUndefined();
	});

	test('waits for the one before it', async () => {
		const results = await Promise.all([1, 2, 3].map((n) => evaluate('n * 2', { n })));
		expect(results).toEqual([2, 4, 6]);
	});
});
