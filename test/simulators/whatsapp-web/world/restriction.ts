import type { Context } from '../context.ts';
import { newStanzaId } from '../wire/ids.ts';
import { SERVER_JID } from '../wire/jid.ts';
import { node } from '../wire/node.ts';
import type { Person } from './person.ts';
import type { Phone } from './phone.ts';

/** The nack for a message to somebody whom a restricted number may not write to. */
export const RESTRICTED = 463;

/** How WhatsApp describes what it has done to a number. */
export function restrictionFacts(phone: Phone): Readonly<Record<string, unknown>> {
	const until = phone.restrictedUntil;
	return until === undefined
		? { is_active: false }
		: {
				is_active: true,
				time_enforcement_ends: String(Math.floor(until / 1000)),
				enforcement_type: 'DEFAULT',
			};
}

/** Tells the linked devices of a number that it was restricted, or is so no longer. */
export function tellRestriction(phone: Phone): void {
	const data = { xwa2_notify_account_reachout_timelock: restrictionFacts(phone) };
	const content = Buffer.from(JSON.stringify({ data }));
	for (const device of phone.devices.values()) {
		device.push(
			node('notification', { from: SERVER_JID, type: 'mex', id: newStanzaId() }, [
				node('update', { op_name: 'NotificationUserReachoutTimelockUpdate' }, content),
			]),
		);
	}
}

/** Whether a restricted number may not write to somebody: there is no chat with them yet. */
export function mayNotWrite(context: Context, phone: Phone, to: Person): boolean {
	const { restrictedUntil } = phone;
	if (restrictedUntil === undefined || restrictedUntil <= context.clock.now()) return false;
	return !context.world.messagesBetween(phone, to).some(({ from }) => from === to.digits);
}
