/**
 * The addresses by which WhatsApp knows a person, parsed and formatted in this one place.
 *
 * A phone is kept as E.164 with its plus sign (`+4915112345678`). Meta writes the same number
 * without the plus (`wa_id`) and, in `display_phone_number`, with spaces and dashes.
 */

/** What identifies a contact. The phone may be missing for people who use a username. */
export type ContactKeyType = 'phone' | 'lid' | 'bsuid' | 'parentBsuid' | 'username';

/** One address of a contact. Values are normalised: see the `parse…` functions of this file. */
export interface ContactKey {
	readonly type: ContactKeyType;
	readonly value: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;
/** `+49 (0)151…`: a zero that is dialled at home alone. In Italy and San Marino it always belongs. */
const HOME_ZERO = /^((?:\+|00)[\s-]*(?!39|378)\d{1,3}[\s-]*)\(0\)/;
const SEPARATORS = /[\s().\-/\u00a0\u2011]/g;

/**
 * Reads an international phone number in any usual spelling: `+49 (0)151 123-45678`, `0049151…`.
 * A number without its country code is not guessed at.
 *
 * @returns E.164, or `undefined` if the text is not an international number.
 */
export function parsePhone(text: string): string | undefined {
	const abroad = text.trim().replace(HOME_ZERO, '$1');
	const compact = abroad.replace(SEPARATORS, '').replace(/^00/, '+');
	return E164.test(compact) ? compact : undefined;
}

/** Reads Meta's `wa_id`: the digits of an E.164 number without the plus. */
export function parseWaId(text: string): string | undefined {
	const phone = `+${text.trim().replace(/^\+/, '')}`;
	return E164.test(phone) ? phone : undefined;
}

/** Writes a phone the way `wa_id`, `from` and `recipient_id` hold it. */
export function formatWaId(phone: string): string {
	return phone.replace(/^\+/, '');
}

/**
 * A phone fit for a log line or an error: enough to recognise it, too little to call it.
 *
 * @example maskPhone('+4915112345678') // '+49…678'
 */
export function maskPhone(phone: string): string {
	return phone.length > 6 ? `${phone.slice(0, 3)}…${phone.slice(-3)}` : '…';
}

/** WhatsApp's hidden id of a person: the digits before `@lid`. */
export function parseLid(text: string): string | undefined {
	return /^\d{5,20}$/.test(text) ? text : undefined;
}

/** A business-scoped user id: two letters of a country, a dot, then opaque text. */
export function parseBsuid(text: string): string | undefined {
	return /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/.test(text) ? text : undefined;
}

/** No spaces, nothing unprintable, and no halves of characters, which a database changes. */
const USERNAME = /^[^\s\p{C}]{1,100}$/u;

/** A username without the at sign that some payloads carry and others do not, in lower case. */
export function parseUsername(text: string): string | undefined {
	const name = text.trim().replace(/^@/, '').toLowerCase();
	return USERNAME.test(name) ? name : undefined;
}
