import type { WeeklyHours } from '../../domain/desk/weekly-hours.ts';

/** When somebody answers at a number. */
export interface NumberHours {
	/** IANA name; `null` where the number has none. */
	readonly zone: string | null;
	/** `null` for always. */
	readonly hours: readonly WeeklyHours[] | null;
}

/** The hours of a number, and their zone, from its row. */
export function businessOf(row: {
	readonly time_zone: string | null;
	readonly hours_json: string | null;
}): NumberHours {
	const { time_zone: zone, hours_json: json } = row;
	return { zone, hours: json === null ? null : (JSON.parse(json) as WeeklyHours[]) };
}
