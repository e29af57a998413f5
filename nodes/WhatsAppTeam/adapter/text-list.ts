import { wrong } from '../../../src/index.ts';

/**
 * Reads a list of texts: one text with commas or lines, or a list as an expression may give it.
 *
 * @param field the name of the field in the panel
 * @throws TeamError `invalidInput`
 */
export function readTextList(field: string, value: unknown): readonly string[] {
	if (Array.isArray(value)) {
		return value.map((entry: unknown) => toText(field, entry)).filter((text) => text !== '');
	}
	return toText(field, value)
		.split(/[,\n]/)
		.map((text) => text.trim())
		.filter((text) => text !== '');
}

function toText(field: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
	throw wrong(field, 'has an entry that is no text', 'Write them with commas between them.');
}
