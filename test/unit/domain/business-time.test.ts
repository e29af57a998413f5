import { afterWork, workedBetween } from '../../../src/domain/desk/business-time.ts';
import { OFFICE_HOURS } from '../../../src/domain/desk/weekly-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Friday, 20 November 2026. */
const friday = (hour: number, minute = 0): number => Date.UTC(2026, 10, 20, hour, minute);
const monday = (hour: number, minute = 0): number => Date.UTC(2026, 10, 23, hour, minute);
const office = { hours: [OFFICE_HOURS], zone: 'UTC' };

describe('time of work', () => {
	it('is all time where there are no hours', () => {
		const always = { hours: null, zone: 'UTC' };

		expect(workedBetween(friday(12), friday(15), always)).toBe(3 * HOUR);
		expect(workedBetween(friday(15), friday(12), always)).toBe(0);
		expect(afterWork(friday(12), HOUR, always)).toBe(friday(13));
	});

	it('is that of several hours, each once', () => {
		const week = [1, 2, 3, 4, 5, 6, 7] as const;
		const morning = { days: week, from: 480, to: 720 };
		const evening = { days: [5], from: 840, to: 1_080 } as const;
		const both = { hours: [morning, evening, { ...morning, from: 660 }], zone: 'UTC' };

		expect(workedBetween(friday(0), friday(24), both)).toBe(8 * HOUR);
		expect(afterWork(friday(11), 2 * HOUR, both)).toBe(friday(15));
		expect(afterWork(friday(17), 2 * HOUR, both)).toBe(friday(24 + 9));
	});

	it.each([
		['within the hours', friday(10), friday(11), HOUR],
		['over their end', friday(17), friday(20), HOUR],
		['over a weekend', friday(17), monday(10), 2 * HOUR],
		['outside of them', friday(18), monday(9), 0],
		['to the millisecond', friday(17, 59), friday(18) + 1, MINUTE],
	])('is counted %s', (_what, from, to, worked) => {
		expect(workedBetween(from, to, office)).toBe(worked);
	});

	it.each([
		['on the same day', friday(10), HOUR, friday(11)],
		['at the very end of the day', friday(17), HOUR, friday(18)],
		['on the next day of work', friday(17), HOUR + 1, monday(9) + 1],
		['begun at night', friday(3), HOUR, friday(10)],
		['begun on a weekend', friday(20), 30 * MINUTE, monday(9, 30)],
	])('is over %s', (_what, from, ms, end) => {
		expect(afterWork(from, ms, office)).toBe(end);
	});

	it('goes over midnight where the hours do', () => {
		const night = { hours: [{ days: [5], from: 22 * 60, to: 2 * 60 } as const], zone: 'UTC' };

		expect(workedBetween(friday(12), monday(12), night)).toBe(4 * HOUR);
		expect(afterWork(friday(12), 3 * HOUR, night)).toBe(friday(25));
	});

	it('follows the clock on the wall where it jumps', () => {
		// On 25 October 2026 Berlin's clocks go back at three: the day has 25 hours.
		const days = [1, 2, 3, 4, 5, 6, 7] as const;
		const berlin = { hours: [{ days, from: 60, to: 240 }], zone: 'Europe/Berlin' };
		const midnight = Date.UTC(2026, 9, 24, 22);

		expect(workedBetween(midnight, midnight + 25 * HOUR, berlin)).toBe(4 * HOUR);
		expect(afterWork(midnight, 4 * HOUR, berlin)).toBe(midnight + 5 * HOUR);
		const spring = Date.UTC(2026, 2, 28, 23);
		expect(workedBetween(spring, spring + 23 * HOUR, berlin)).toBe(2 * HOUR);
	});

	it('that never comes is over some day all the same', () => {
		const never = { hours: [{ days: [], from: 540, to: 600 }], zone: 'UTC' };

		expect(afterWork(friday(12), HOUR, never)).toBeGreaterThan(friday(12) + 365 * 24 * HOUR);
	});
});
