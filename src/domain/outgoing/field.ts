import { problem, type TeamError } from '../problem.ts';

/** Says what is wrong with a field of the panel, by the name that the panel shows. */
export function wrong(field: string, what: string, advice: string): TeamError {
	return problem('invalidInput', `The field '${field}' ${what}`, advice);
}

/** How long a text is for WhatsApp: in characters, not in the units that JavaScript counts. */
export function lengthOf(text: string): number {
	return [...text].length;
}

/**
 * Checks the length of a text.
 *
 * @param advice what to do if it is too long
 * @throws TeamError `invalidInput` if it is too long
 */
export function checkLength(
	field: string,
	text: string | null,
	most: number,
	advice = 'Shorten it.',
): void {
	const length = lengthOf(text ?? '');
	if (length <= most) return;
	throw wrong(field, `has ${length} characters; WhatsApp takes at most ${most}`, advice);
}

/**
 * Checks a text that must say something.
 *
 * @throws TeamError `invalidInput` if it is blank or too long
 */
export function checkFilled(
	field: string,
	text: string,
	most: number,
	advice: { readonly empty: string; readonly long?: string },
): void {
	if (text.trim() === '') throw wrong(field, 'is empty', advice.empty);
	checkLength(field, text, most, advice.long);
}

/**
 * Checks that no two texts are the same.
 *
 * @throws TeamError `invalidInput` naming the one that comes twice
 */
export function checkDistinct(field: string, texts: readonly string[]): void {
	const double = texts.find((text, index) => texts.indexOf(text) !== index);
	if (double === undefined) return;
	throw wrong(field, `has '${double}' twice`, 'WhatsApp needs each of them to be different.');
}
