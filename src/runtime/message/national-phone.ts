import { parsePhone } from '../../domain/address.ts';

/**
 * Reads a phone number as people write it: with its country code, or as it is dialled at home.
 *
 * @param country two letters (`DE`): what is home; `null` takes numbers with a country code alone
 * @returns E.164, or `undefined` if it is none
 */
export async function readPhone(text: string, country: string | null): Promise<string | undefined> {
	const international = parsePhone(text);
	if (international !== undefined || country === null || /^\s*\+/.test(text)) {
		return international;
	}
	const { parsePhoneNumberFromString, isSupportedCountry } = await import('libphonenumber-js');
	if (!isSupportedCountry(country)) return undefined;
	const parsed = parsePhoneNumberFromString(text, country);
	return parsed?.isPossible() === true ? parsePhone(parsed.number) : undefined;
}
