import { wrong } from '../outgoing/field.ts';
import { minuteOfDay } from '../caps/quiet-hours.ts';

/** A day of the week, from Monday (1) to Sunday (7). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Hours that come back every week, in minutes after midnight. */
export interface WeeklyHours {
	/** The days on which they begin. */
	readonly days: readonly Weekday[];
	readonly from: number;
	/** The first minute that no longer counts. Earlier than `from`: on the day after. */
	readonly to: number;
}

/** Monday to Friday, 9 to 18 o'clock. */
export const OFFICE_HOURS: WeeklyHours = { days: [1, 2, 3, 4, 5], from: 540, to: 1_080 };

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day of the week in a zone (IANA name). */
export function weekdayOf(zone: string, at: number): Weekday {
	const known =
		formatters.get(zone) ??
		new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' });
	formatters.set(zone, known);
	return (NAMES.indexOf(known.format(at)) + 1) as Weekday;
}

/** Whether it is one of these hours in a zone (IANA name). */
export function isWithinHours({ days, from, to }: WeeklyHours, zone: string, at: number): boolean {
	const minute = minuteOfDay(zone, at);
	const today = weekdayOf(zone, at);
	if (from < to) return days.includes(today) && minute >= from && minute < to;
	const yesterday = (today === 1 ? 7 : today - 1) as Weekday;
	return (days.includes(today) && minute >= from) || (days.includes(yesterday) && minute < to);
}

/** Whether it is one of several hours in a zone; `null` for always. */
export function isWithinAny(
	hours: readonly WeeklyHours[] | null,
	zone: string,
	at: number,
): boolean {
	return hours === null || hours.some((one) => isWithinHours(one, zone, at));
}

/** @throws TeamError `invalidInput`, naming the field */
export function checkHours({ days, from, to }: WeeklyHours): void {
	if (days.length === 0) throw wrong('Days', 'is empty', 'Choose at least one day.');
	if (from !== to) return;
	throw wrong('To', "is the same as 'From'", 'Write the times as in 09:00 and 18:00.');
}

/** Whether a number from outside names a day. */
export function isWeekday(value: number): value is Weekday {
	return Number.isInteger(value) && value >= 1 && value <= 7;
}

/**
 * Reads a time of the day.
 *
 * @param field the name of the field in the panel
 * @returns minutes after midnight; 24:00 is the end of the day
 * @throws TeamError `invalidInput`
 */
export function readTimeOfDay(field: string, text: string): number {
	const [, hours, minutes] = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
	const time = Number(hours) * 60 + Number(minutes);
	if (Number(minutes) < 60 && time <= 1_440) return time;
	throw wrong(field, 'is no time of the day', 'Write it as in 09:00.');
}
