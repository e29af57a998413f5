import type { Tx } from '../schema.ts';

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

/** {@link zonesOf} for many people. @returns by the id of the contact */
export async function zonesOfMany(
	{ db }: Pick<Tx, 'db'>,
	contactIds: readonly string[],
	otherwise: string | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
	const zones = new Map(contactIds.map((id): [string, readonly string[]] => [id, []]));
	if (zones.size === 0) return zones;
	const phones = await db
		.selectFrom('contact_key')
		.select(['contact_id', 'value'])
		.where('contact_id', 'in', [...contactIds])
		.where('type', '=', 'phone')
		.orderBy('created_at')
		.execute();
	// Of several phones the newest comes last.
	const newest = new Map(phones.map((row) => [row.contact_id, row.value]));
	for (const id of contactIds) {
		const phone = newest.get(id);
		const found = phone === undefined ? [] : await zonesOfPhone(phone);
		zones.set(id, found.length > 0 ? found : [otherwise ?? 'UTC']);
	}
	return zones;
}

const byCountry = new Map<string, readonly string[]>();

/** @param phone E.164 */
export async function zonesOfPhone(phone: string): Promise<readonly string[]> {
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
