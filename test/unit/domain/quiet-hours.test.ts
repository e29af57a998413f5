import { minuteOfDay, quietUntil } from '../../../src/domain/caps/quiet-hours.ts';

const NIGHT = { from: 21 * 60, to: 8 * 60 };
const at = (text: string): number => Date.parse(text);
const end = (zones: readonly string[], text: string, quiet = NIGHT): string | null => {
	const until = quietUntil(quiet, zones, at(text));
	return until === null ? null : new Date(until).toISOString();
};

it('reads the time of day in a zone', () => {
	expect([
		minuteOfDay('Europe/Berlin', at('2026-01-05T23:00:00Z')),
		minuteOfDay('Asia/Kolkata', at('2026-01-05T00:00:00Z')),
	]).toEqual([0, 330]);
});

it.each([
	['20:59:59 is not quiet', '2026-01-05T19:59:59.999Z', null],
	['21:00 is', '2026-01-05T20:00:00.000Z', '2026-01-06T07:00:00.000Z'],
	['07:59:59 is', '2026-01-06T06:59:59.999Z', '2026-01-06T07:00:00.000Z'],
	['08:00 is not', '2026-01-06T07:00:00.000Z', null],
])('%s', (_, text, expected) => {
	expect(end(['Europe/Berlin'], text)).toBe(expected);
});

it('knows quiet hours within one day', () => {
	const lunch = { from: 12 * 60, to: 13 * 60 };
	expect([
		end(['UTC'], '2026-01-05T11:59:00Z', lunch),
		end(['UTC'], '2026-01-05T12:30:00Z', lunch),
		end(['UTC'], '2026-01-05T13:00:00Z', lunch),
	]).toEqual([null, '2026-01-05T13:00:00.000Z', null]);
});

it('ends at the local hour when the clocks change in the night', () => {
	expect([
		end(['Europe/Berlin'], '2026-03-28T22:00:00Z'),
		end(['Europe/Berlin'], '2026-10-24T22:00:00Z'),
	]).toEqual(['2026-03-29T06:00:00.000Z', '2026-10-25T07:00:00.000Z']);
});

it('is quiet in a country while it is quiet in one of its zones', () => {
	const america = ['America/New_York', 'America/Los_Angeles'];
	expect([
		// 09:00 in New York, 06:00 in Los Angeles.
		end(america, '2026-01-05T14:00:00Z'),
		// 12:00 and 09:00.
		end(america, '2026-01-05T17:00:00Z'),
		// 21:30 and 18:30: quiet until Los Angeles wakes up.
		end(america, '2026-01-06T02:30:00Z'),
	]).toEqual(['2026-01-05T16:00:00.000Z', null, '2026-01-06T16:00:00.000Z']);
});

it('is never quiet where nothing is known of the zone', () => {
	expect(end([], '2026-01-05T23:00:00Z')).toBeNull();
});
