import { minuteOfDay } from '../caps/quiet-hours.ts';
import { isWithinAny, type WeeklyHours } from './weekly-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** How far ahead an hour of work is looked for, in ms: a year and a day. */
const HORIZON_MS = 366 * DAY_MINUTES * MINUTE_MS;

/** Hours of work in a zone. */
export interface Business {
	/** `null` for all hours. */
	readonly hours: readonly WeeklyHours[] | null;
	/** IANA name. */
	readonly zone: string;
}

/** How much of the time between two instants was time of work, in ms. */
export function workedBetween(from: number, to: number, { hours, zone }: Business): number {
	if (hours === null) return Math.max(0, to - from);
	let worked = 0;
	for (let at = from; at < to;) {
		const end = Math.min(nextEdge(hours, zone, at), to);
		if (isWithinAny(hours, zone, at)) worked += end - at;
		at = end;
	}
	return worked;
}

/** When so much time of work will have passed, in ms since 1970; a year later if it never will. */
export function afterWork(from: number, ms: number, { hours, zone }: Business): number {
	if (hours === null) return from + ms;
	let left = ms;
	let at = from;
	while (at - from < HORIZON_MS) {
		const end = nextEdge(hours, zone, at);
		if (isWithinAny(hours, zone, at)) {
			if (end - at >= left) return at + left;
			left -= end - at;
		}
		at = end;
	}
	return at;
}

/** The next time at which work may begin or end. The clock on the wall counts, also where it jumps. */
function nextEdge(hours: readonly WeeklyHours[], zone: string, at: number): number {
	const minute = minuteOfDay(zone, at);
	const edges = hours.flatMap(({ from, to }) => [from, to]);
	const edge = Math.min(...edges.filter((one) => one > minute), DAY_MINUTES);
	const guess = (Math.floor(at / MINUTE_MS) + edge - minute) * MINUTE_MS;
	// In a day in which the clocks change, the edge comes sooner or later than the minutes say.
	const shift =
		((edge - minuteOfDay(zone, guess) + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
	const end = guess + shift * MINUTE_MS;
	return end > at ? end : guess;
}
