import { knownNumber } from '../credential/binding.ts';
import type { HeldCredential } from '../credential/held-credential.ts';
import type { Office } from '../office.ts';
import { newId } from '../system.ts';
import { openNumber } from './open-a-number.ts';

/**
 * Wakes the sender of a number. The credential's own number is opened for a while if it is open
 * nowhere here; another number must be open, here or in another process.
 *
 * @param ownId the credential's number
 * @returns whether somebody sends for it
 */
export async function callSender(
	office: Office,
	held: HeldCredential,
	ownId: string,
	numberId: string,
): Promise<boolean> {
	const open = office.engine.find(numberId);
	if (open !== null) {
		open.wake();
		return true;
	}
	if (numberId !== ownId) return await isOpen(office, numberId);
	await openForAWhile(office, held);
	return true;
}

/** Whether a number is open, here or in another process. */
export async function isOpen({ engine, locks }: Office, numberId: string): Promise<boolean> {
	if (engine.find(numberId) !== null) return true;
	const lock = await locks.acquire(numberId);
	await lock?.release();
	return lock === null;
}

async function openForAWhile(office: Office, held: HeldCredential): Promise<void> {
	const number = await knownNumber(office, held.current);
	office.accessOf(number.id).add('send', held.source);
	const open = await openNumber(office, number, held.current);
	const holder = `send:${newId()}`;
	office.engine.hold(number, holder, open).wake();
	office.engine.releaseLater(number.id, holder);
}
