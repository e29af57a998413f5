import {
	isWeekday,
	OFFICE_HOURS,
	readTimeOfDay,
	wrong,
	type WeeklyHours,
} from '../../../../src/index.ts';
import { readTextList, textOf, type Given } from './values.ts';

/**
 * Reads hours of the week as the panel has them: `days`, `from` and `to`. What is not given is as in
 * an office.
 *
 * @throws TeamError `invalidInput`
 */
export function readWeeklyHours(given: Given): WeeklyHours {
	const days = readTextList('Days', given['days'] ?? OFFICE_HOURS.days).map((text) => {
		const day = Number(text);
		if (isWeekday(day)) return day;
		throw wrong('Days', 'has one that is none', 'Write 1 for Monday to 7 for Sunday.');
	});
	const time = (field: string, value: unknown, otherwise: number): number =>
		textOf(value) === '' ? otherwise : readTimeOfDay(field, textOf(value));
	return {
		days,
		from: time('From', given['from'], OFFICE_HOURS.from),
		to: time('To', given['to'], OFFICE_HOURS.to),
	};
}

/** The same as an item has them: times as in 09:00. */
export function toWeeklyHours({ days, from, to }: WeeklyHours): {
	readonly days: number[];
	readonly from: string;
	readonly to: string;
} {
	return { days: [...days], from: clock(from), to: clock(to) };
}

/** Minutes after midnight as a time of the day. */
function clock(minute: number): string {
	const two = (count: number): string => String(count).padStart(2, '0');
	return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
