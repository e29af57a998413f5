import { formatWaId } from '../../domain/address.ts';

/**
 * Countries whose mobile numbers have a digit that some write and WhatsApp may leave out: Mexico's 1
 * and Argentina's 9 after the country code, Brazil's 9 after the area code.
 */
const OPTIONAL: readonly (readonly [RegExp, string])[] = [
	[/^521(\d{10})$/, '52$1'],
	[/^549(\d{10})$/, '54$1'],
	[/^55(\d{2})9(\d{8})$/, '55$1$2'],
];

/** Whether two phones (E.164, or the digits of it) are the same line. */
export function isSamePhone(one: string, other: string): boolean {
	return plain(one) === plain(other);
}

function plain(phone: string): string {
	const digits = formatWaId(phone);
	const rule = OPTIONAL.find(([form]) => form.test(digits));
	return rule === undefined ? digits : digits.replace(rule[0], rule[1]);
}
