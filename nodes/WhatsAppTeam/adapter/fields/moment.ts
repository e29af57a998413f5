import { wrong } from '../../../../src/index.ts';

/**
 * Reads a date with a time: as text, in milliseconds, or as an expression of n8n gives it.
 *
 * @param field the name of the field in the panel
 * @returns milliseconds since 1970, UTC; `null` for an empty field
 * @throws TeamError `invalidInput`
 */
export function readMoment(field: string, value: unknown): number | null {
	if (value === undefined || value === null || value === '') return null;
	const time = toTime(value);
	if (!Number.isNaN(time)) return time;
	throw wrong(field, 'is not a date and time', 'Write it as in 2026-12-24T18:00:00Z.');
}

function toTime(value: unknown): number {
	if (typeof value === 'number') return value;
	if (typeof value === 'string') return Date.parse(value);
	// A Date, or n8n's DateTime.
	const hasValue = typeof value === 'object' && value !== null && 'valueOf' in value;
	return hasValue ? Number(value.valueOf()) : NaN;
}
