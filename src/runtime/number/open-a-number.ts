import type { Opened } from '../../app/engine.ts';
import type { TeamNumber } from '../../domain/number/number.ts';
import { openCloudNumber } from './cloud-number.ts';
import type { NumberCredential } from '../credential/credential.ts';
import type { Office } from '../office.ts';

/** Loads what a number of this mode needs. @returns puts the parts of an open number together */
export async function openNumber(
	office: Office,
	number: TeamNumber,
	credential: NumberCredential,
): Promise<() => Opened> {
	if (credential.mode === 'cloud') {
		return await openCloudNumber(office, number, credential.phoneNumberId);
	}
	const { openLinkedNumber } = await import('./linked-number.ts');
	return await openLinkedNumber(office, number, credential);
}
