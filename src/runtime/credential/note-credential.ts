import type { TeamNumber } from '../../domain/number/number.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { addressOf, type NumberCredential } from './credential.ts';
import type { Office } from '../office.ts';
import { ownLimits } from '../number/sending-profile.ts';

/** What credentials last said of their numbers, and when it was written down. */
export type NotedCredentials = Map<string, { readonly said: string; readonly at: number }>;

/**
 * Writes down what a credential says of its number, if it says something new; and every hour that
 * it is in use. Costs nothing where nothing has changed.
 *
 * @returns the number as it is now; `null` if there was nothing to write
 * @throws TeamError `invalidCredential`, naming the field
 */
export async function noteCredential(
	office: Office,
	credential: NumberCredential,
	numberId: string,
): Promise<TeamNumber | null> {
	const { label, group, timeZone, defaultCountry, capProfile, caps } = credential;
	const { noted, clock, store, numbers, engine, logger } = office;
	const credentialId = credential.id ?? '';
	const key = `${numberId}:${credentialId}`;
	const values = { label, group, timeZone, defaultCountry };
	const said = JSON.stringify([values, capProfile, caps]);
	const before = noted.get(key);
	const now = clock.now();
	if (before?.said === said && now - before.at < HOUR_MS) return null;
	const limits = ownLimits(credential);
	const result = await store.noteCredential({ numberId, credentialId, values, ...limits, now });
	noted.set(key, { said, at: now });
	numbers.forget(addressOf(credential));
	engine.find(numberId)?.wake();
	if (result.doDiffer && before?.said !== said) {
		logger.warn(
			{ numberId },
			'credentials of one number have different caps: of each the stricter one holds',
		);
	}
	return result.number;
}
