import type { Failure } from '../../domain/message.ts';
import { lookUp, lookUpSubcode, type CatalogueRow } from './error-catalogue/index.ts';
import { asNumber, asObject, asText, type JsonObject } from './json.ts';

/** An error of Meta's, found in the catalogue and filled with what Meta added. */
export interface KnownFailure {
	readonly failure: Failure;
	readonly row: CatalogueRow;
}

const INVALID = 100;

/** The longest detail of Meta's that is passed on, in characters. */
const MAX_DETAIL = 300;

/**
 * Reads an error object of Meta's: `{error: {…}}` of an answer without its shell, or an entry of
 * `errors` in a webhook.
 *
 * @returns `undefined` if it has no code
 */
export function readFailure(error: unknown): KnownFailure | undefined {
	const said = asObject(error);
	const code = asNumber(said?.['code']);
	if (said === undefined || code === undefined) return undefined;
	// Templates are refused with 100, which says nothing, and a code of their own below it.
	const below = code === INVALID ? lookUpSubcode(asNumber(said['error_subcode'])) : undefined;
	const row = below ?? lookUp(code);
	const detail = readDetail(said);
	const message = detail === undefined ? row.message : `${row.message} (${detail})`;
	return { row, failure: { name: row.name, code: row.code, message, advice: row.advice } };
}

/** Meta repeats the code in its texts, and may repeat a phone number or a token: all are taken out. */
function readDetail(said: JsonObject): string | undefined {
	const detail =
		asText(asObject(said['error_data'])?.['details']) ??
		asText(said['error_user_msg']) ??
		asText(said['message']) ??
		asText(said['title']);
	return detail
		?.replace(/^\(#\d+\)\s*/, '')
		.replace(/(malformed access token) \S+/i, '$1 …')
		.replace(/\bEAA\w+/g, '…')
		.replace(/\+?\d[\d ().-]{7,}\d/g, '…')
		.slice(0, MAX_DETAIL);
}
