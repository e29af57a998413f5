import type { CapRules } from '../../domain/caps/caps.ts';
import { DAY_MS } from '../../domain/settings.ts';
import { stricter } from '../../domain/caps/stricter-caps.ts';
import type { CredentialValues } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** How long after its last use a credential still counts, in ms. Those in use say so every hour. */
export const IN_USE_MS = DAY_MS;

/** What a credential says of a number's caps. */
export interface Said {
	readonly numberId: string;
	/** n8n's id of the credential; empty where there is none. */
	readonly credentialId: string;
	readonly rules: CapRules;
	/** The pace that it names itself, in messages per second. */
	readonly ownPerSecond: number | null;
	/** Its other values: see `noteCredential`. */
	readonly valuesJson: string;
	readonly now: number;
}

/**
 * Writes down what a credential says of the caps of a number. Of credentials that differ the
 * stricter cap of each kind holds.
 *
 * @returns whether its other values are others than before
 */
export async function writeRules(
	{ db }: Pick<Tx, 'db'>,
	said: Said,
): Promise<{ readonly areValuesNew: boolean }> {
	const { numberId, credentialId, now } = said;
	const key = { number_id: numberId, credential_id: credentialId };
	const values = {
		values_json: said.valuesJson,
		rules_json: JSON.stringify(said.rules),
		per_second: said.ownPerSecond,
		seen_at: now,
	};
	const before = await db
		.selectFrom('number_credential')
		.select('values_json')
		.where('number_id', '=', numberId)
		.where('credential_id', '=', credentialId)
		.executeTakeFirst();
	await db
		.insertInto('number_credential')
		.values({ ...key, ...values })
		.onConflict((conflict) =>
			conflict.columns(['number_id', 'credential_id']).doUpdateSet(values),
		)
		.execute();
	await db
		.deleteFrom('number_credential')
		.where('number_id', '=', numberId)
		.where('seen_at', '<=', now - IN_USE_MS)
		.execute();
	await holdStricter({ db }, numberId);
	return { areValuesNew: before?.values_json !== said.valuesJson };
}

async function holdStricter({ db }: Pick<Tx, 'db'>, numberId: string): Promise<void> {
	const all = await db
		.selectFrom('number_credential')
		.select(['rules_json', 'per_second'])
		.where('number_id', '=', numberId)
		.orderBy('credential_id')
		.execute();
	const rules = all
		.map((row) => JSON.parse(row.rules_json) as CapRules)
		.reduce((a, b) => stricter(a, b));
	const paces = all.flatMap((row) => row.per_second ?? []);
	await db
		.updateTable('number')
		.set((eb) => ({
			caps_json: JSON.stringify(rules),
			per_second:
				paces.length > 0
					? Math.min(...paces)
					: eb.fn.coalesce('remote_per_second', 'per_second'),
		}))
		.where('id', '=', numberId)
		.execute();
}

/** Whether credentials of a number that are in use name different caps. */
export async function doCredentialsDiffer(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	now: number,
): Promise<boolean> {
	const rows = await db
		.selectFrom('number_credential')
		.select(['rules_json', 'per_second'])
		.where('number_id', '=', numberId)
		.where('seen_at', '>', now - IN_USE_MS)
		.execute();
	return new Set(rows.map((row) => `${row.per_second ?? ''} ${row.rules_json}`)).size > 1;
}

/** The values of a credential that are written to its number when they changed. */
export function valuesOf({ label, group, timeZone, defaultCountry }: CredentialValues): string {
	return JSON.stringify([label, group, timeZone, defaultCountry]);
}
