import { attemptsAt } from '../../../src/domain/number/number-attempts.ts';
import { PeopleReached } from '../../../src/domain/caps/people-reached.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 20, 12);

describe('people who were reached outside the window', () => {
	it('leave room to the millisecond', () => {
		const people = new PeopleReached(2, [
			['a', NOON],
			['b', NOON + 1],
		]);

		expect(people.until('c', NOON + DAY - 1)).toBe(NOON + DAY);
		expect(people.until('a', NOON + DAY - 1)).toBeNull();
		expect(people.until('c', NOON + DAY)).toBeNull();
	});

	it('who were reached a day ago are new again', () => {
		const people = new PeopleReached(1, [
			['a', NOON],
			['b', NOON + 1],
		]);

		expect(people.until('a', NOON + DAY)).toBe(NOON + DAY + 1);
		expect(people.until('b', NOON + DAY)).toBeNull();
	});

	it('count from the last time, and wait for as many as are too many', () => {
		const people = new PeopleReached(1, [
			['a', NOON],
			['b', NOON + 1],
			['c', NOON + 2],
		]);
		people.note('a', NOON + 3);

		expect(people.until('d', NOON + 3)).toBe(NOON + 3 + DAY);
	});

	it('are none where nobody may be reached at all', () => {
		expect(new PeopleReached(0, []).until('a', NOON)).toBe(NOON + DAY);
	});
});

test('attempts count for 72 hours, to the millisecond', () => {
	const [first, second] = [NOON, NOON + 5];
	const edge = first + 3 * DAY;

	expect(attemptsAt([second, first], edge - 1)).toEqual({ used: 2, limit: 10, resetsAt: edge });
	expect(attemptsAt([second, first], edge)).toEqual({ used: 1, limit: 10, resetsAt: edge + 5 });
	expect(attemptsAt([], NOON)).toEqual({ used: 0, limit: 10, resetsAt: null });
});
