import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { newMessageId } from '../wire/ids.ts';
import { node } from '../wire/node.ts';
import type { Person } from './person.ts';
import type { Phone } from './phone.ts';

const PLACES = {
	group: '120363000000000001@g.us',
	status: 'status@broadcast',
	newsletter: '120363000000000002@newsletter',
} as const;

/** Where somebody writes that is no chat of two. */
export type BroadcastPlace = keyof typeof PLACES;

/**
 * Brings a message that is not for a number alone to its linked devices. It cannot be decrypted:
 * group keys are not simulated, as such messages are only to be ignored. Gives its id.
 */
export function broadcast(
	context: Context,
	from: Person,
	to: Phone,
	place: BroadcastPlace,
): { readonly id: string } {
	const id = newMessageId();
	for (const device of to.devices.values()) {
		device.push(
			node(
				'message',
				{
					from: PLACES[place],
					participant: place === 'newsletter' ? undefined : from.lidJid,
					id,
					t: seconds(context),
					type: 'text',
					notify: from.name,
				},
				[node('enc', { v: 2, type: 'skmsg' }, randomBytes(40))],
			),
		);
	}
	return { id };
}
