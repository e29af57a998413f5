import {
	describe as inOneLine,
	isProblem,
	problem,
	TeamError,
} from '../../../src/domain/problem.ts';

it('says what happened, what to do, why, and when to try again', () => {
	const cause = new Error('ECONNREFUSED');
	const error = problem('remoteUnreachable', 'Meta is away', 'Wait.', {
		cause,
		retryAfterMs: 10_000,
	});

	expect(error).toBeInstanceOf(TeamError);
	expect({ ...error, message: error.message, cause: error.cause }).toEqual({
		name: 'TeamError',
		code: 'remoteUnreachable',
		message: 'Meta is away',
		advice: 'Wait.',
		retryAfterMs: 10_000,
		cause,
	});
});

it('says nothing of a cause or of waiting where there is none', () => {
	const error = problem('notFound', 'There is no such contact', 'Choose another.');

	expect(['cause' in error, error.retryAfterMs]).toEqual([false, undefined]);
});

it('is known although another copy of this package made it', () => {
	const foreign = Object.assign(new Error('x'), { name: 'TeamError', advice: 'y', code: 'z' });

	expect(isProblem(foreign)).toBe(true);
});

it.each([
	['an error', new Error('x')],
	['an object', { name: 'TeamError', advice: 'y' }],
	['nothing', undefined],
	['a text', 'TeamError'],
])('is not %s', (_what, value) => {
	expect(isProblem(value)).toBe(false);
});

it('puts any thrown value into one line', () => {
	expect([new Error('full'), 'text', 42, null, undefined].map(inOneLine)).toEqual([
		'full',
		'text',
		'42',
		'null',
		'undefined',
	]);
});
