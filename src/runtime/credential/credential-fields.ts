import { parsePhone } from '../../domain/address.ts';
import { problem } from '../../domain/problem.ts';

/*
 * The fields of a credential, each checked by itself. All throw a TeamError `invalidCredential` that
 * names the field as the panel does.
 */

/** Under which caps a number sends. */
export type CapProfileName = 'recommended' | 'careful' | 'custom';

/** The name of a workspace. */
export function readWorkspace(value: string): string {
	if (/^[\w.-]{1,64}$/.test(value)) return value;
	throw wrong('Workspace', 'may have letters, digits, dots, dashes and underscores, at most 64');
}

/** The phone that is to be linked, in any usual international spelling. @returns E.164 */
export function readLinkedPhone(value: string): string {
	const phone = parsePhone(required(value, 'Phone Number'));
	if (phone !== undefined) return phone;
	throw wrong('Phone Number', 'is no international number: write it as +49 151 12345678');
}

/** A name that fits into the phone's list of linked devices. */
export function readDeviceName(value: string): string {
	if (/^[^\p{C}]{1,40}$/u.test(value)) return value;
	throw wrong('Device Name', 'may have at most 40 characters');
}

/** @throws TeamError `invalidCredential` for an empty field */
export function required(value: string, name: string): string {
	if (value === '') throw wrong(name, 'is empty');
	return value;
}

/** Meta's id of a number. The commonest mistake: the number itself where Meta's id of it belongs. */
export function readPhoneNumberId(value: string): string {
	required(value, 'Phone Number ID');
	if (!/^\d{5,25}$/.test(value) || parsePhone(value) !== undefined) {
		throw wrong(
			'Phone Number ID',
			"is not an ID: it holds digits alone and is not the phone number. You find it in the Meta app under 'API Setup', below the number",
		);
	}
	return value;
}

/** Where the Graph API is: https, or this machine. */
export function readBaseUrl(value: string): string {
	const url = URL.parse(value);
	const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
	if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))) {
		throw wrong('Base URL', 'must begin with https://, because the access token is sent there');
	}
	return value.replace(/\/+$/, '');
}

/** A version of the Graph API, such as `v25.0`. */
export function readApiVersion(value: string): string {
	if (!/^v\d{1,3}\.\d{1,2}$/.test(value)) throw wrong('API Version', "must look like 'v25.0'");
	return value;
}

/** An IANA name, as the platform spells it. */
export function readTimeZone(value: string | null): string | null {
	if (value === null) return null;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
	} catch {
		throw wrong('Time Zone', "is not a name such as 'Europe/Berlin'");
	}
}

/** ISO 3166, two letters, in capitals. */
export function readCountry(value: string | null): string | null {
	if (value === null || /^[A-Za-z]{2}$/.test(value)) return value?.toUpperCase() ?? null;
	throw wrong('Default Country', "is not the two letters of a country, such as 'DE'");
}

/** The name of a profile. */
export function readCapProfile(value: string): CapProfileName {
	if (value === 'recommended' || value === 'careful' || value === 'custom') return value;
	throw wrong('Sending Caps', "is none of 'recommended', 'careful' and 'custom'");
}

/** What is wrong with a field, and what to do. */
export function wrong(field: string, what: string) {
	return problem(
		'invalidCredential',
		`The field '${field}' of the credential ${what}`,
		'Open the credential, correct the field and save it.',
	);
}
