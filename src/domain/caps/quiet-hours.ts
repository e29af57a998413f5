import type { QuietHours } from './caps.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** How far ahead an end of quiet hours is looked for, in ms. */
const HORIZON_MS = 4 * DAY_MINUTES * MINUTE_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Minutes after midnight in a zone (IANA name). */
export function minuteOfDay(zone: string, at: number): number {
	const known =
		formatters.get(zone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		});
	formatters.set(zone, known);
	const [hour = 0, minute = 0] = known.format(at).split(':').map(Number);
	return hour * 60 + minute;
}

/**
 * When the quiet hours of a recipient end. A country may have several zones: then it is quiet while
 * it is quiet in any of them.
 *
 * @param zones IANA names; with none it is never quiet
 * @returns `null` if it is not quiet at this time
 */
export function quietUntil(quiet: QuietHours, zones: readonly string[], at: number): number | null {
	let end = at;
	while (end - at < HORIZON_MS) {
		const next = Math.max(...zones.map((zone) => endIn(quiet, zone, end)), end);
		if (next === end) return end === at ? null : end;
		end = next;
	}
	// Where no hour of the day is fit in all zones, it is looked again later.
	return end;
}

/** The end of the quiet hours in one zone; `at` itself if it is not quiet there. */
function endIn({ from, to }: QuietHours, zone: string, at: number): number {
	const minute = minuteOfDay(zone, at);
	const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
	if (!isQuiet) return at;
	const left = (to - minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
	const end = (Math.floor(at / MINUTE_MS) + left) * MINUTE_MS;
	// In a night in which the clocks change, the hour comes sooner or later than the minutes say.
	const shift =
		((to - minuteOfDay(zone, end) + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
	return end + shift * MINUTE_MS;
}
