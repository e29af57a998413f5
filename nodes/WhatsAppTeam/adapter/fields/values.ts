import { wrong } from '../../../../src/index.ts';

/** An entry of a collection, by the names of its fields. */
export type Given = Readonly<Record<string, unknown>>;

/** Text without the space around it, numbers as they are written; nothing for all else. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The same, `null` for nothing. */
export function optionalText(value: unknown): string | null {
	return textOf(value) || null;
}

/** A switch, also one that an expression wrote as a text. */
export function isOn(value: unknown): boolean {
	return value === true || value === 'true';
}

/**
 * A list of texts: one text with commas or lines, or a list as an expression may give it.
 *
 * @param field the name of the field in the panel
 * @throws TeamError `invalidInput`
 */
export function readTextList(field: string, value: unknown): readonly string[] {
	if (Array.isArray(value)) return value.map((entry) => toText(field, entry)).filter(Boolean);
	const parts = toText(field, value).split(/[,\n]/);
	return parts.map((text) => text.trim()).filter(Boolean);
}

function toText(field: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
	throw wrong(field, 'has an entry that is no text', 'Write them with commas between them.');
}

/** The entries of a collection that may have several; also a bare list of them. */
export function entriesOf(value: unknown): readonly Given[] {
	const isCollection = typeof value === 'object' && value !== null && !Array.isArray(value);
	const inner: unknown = isCollection && 'values' in value ? value.values : value;
	const list: readonly unknown[] = Array.isArray(inner) ? inner : [];
	return list.filter((entry): entry is Given => typeof entry === 'object' && entry !== null);
}

/**
 * Reads 'Return All' and 'Limit'.
 *
 * @returns how many entries of a list are wanted; `null` for all
 * @throws TeamError `invalidInput`
 */
export function readLimit(isAll: unknown, value: unknown): number | null {
	if (isOn(isAll)) return null;
	const limit = Number(value);
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw wrong('Limit', 'is no whole number above 0', "Write it as in 50, or use 'Return All'.");
}
