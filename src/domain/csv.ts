/** What a cell can hold. */
export type Cell = string | number | boolean | null;

/** A number, or a phone with its plus: a spreadsheet takes neither for a formula that does anything. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** By what spreadsheets recognise a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One line of a CSV file (RFC 4180), with its end. What customers write must not be run by the
 * spreadsheet in which it is opened: such a text gets an apostrophe in front.
 */
export function csvLine(cells: readonly Cell[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
	const text = cell === null ? '' : String(cell);
	const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
