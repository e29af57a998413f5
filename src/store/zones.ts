import type { Tx } from './schema.ts';

/**
 * The time zones in which a person may live: those of the country of their phone.
 *
 * @param otherwise the zone of the number that writes to them, where the phone says nothing
 * @returns IANA names
 */
export async function zonesOf(
	{ db }: Pick<Tx, 'db'>,
	contactId: string,
	otherwise: string | null,
): Promise<readonly string[]> {
	const phone = await db
		.selectFrom('contact_key')
		.select('value')
		.where('contact_id', '=', contactId)
		.where('type', '=', 'phone')
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	const zones = phone === undefined ? [] : await zonesOfPhone(phone.value);
	if (zones.length > 0) return zones;
	return [otherwise ?? 'UTC'];
}

const byCountry = new Map<string, readonly string[]>();

/** @param phone E.164 */
async function zonesOfPhone(phone: string): Promise<readonly string[]> {
	const { default: parse } = await import('libphonenumber-js/min');
	const country = parse(phone.startsWith('+') ? phone : `+${phone}`)?.country;
	if (country === undefined) return [];
	const known = byCountry.get(country);
	if (known !== undefined) return known;
	const zones = (new Intl.Locale('und', { region: country }) as Region).getTimeZones?.() ?? [];
	byCountry.set(country, zones);
	return zones;
}

/** Not yet in TypeScript's library. @see https://tc39.es/proposal-intl-locale-info/ */
interface Region {
	getTimeZones?(): readonly string[] | undefined;
}
