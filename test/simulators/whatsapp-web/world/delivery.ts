import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Encrypted } from '../signal/peer.ts';
import { node } from '../wire/node.ts';
import type { LinkedDevice } from './linked-device.ts';
import type { Person, SentMessage } from './person.ts';

/** Brings what a person wrote at their phone to all linked devices that are to have it. */
export async function deliver(context: Context, from: Person, sent: SentMessage): Promise<void> {
	from.sent.set(sent.id, sent);
	const { id, to, message } = sent;
	context.world.note({ id, from: from.digits, to, message, at: context.clock.now() });
	for (const device of devicesFor(context, from, sent)) {
		// Thousands of messages are one long computation: connections are to live meanwhile.
		await setImmediate();
		await deliverTo(context, from, sent, device);
	}
}

/** Brings a message to one device. @param retry The client's count, if it asked for it again. */
export async function deliverTo(
	context: Context,
	from: Person,
	sent: SentMessage,
	device: LinkedDevice,
	retry?: number,
): Promise<void> {
	await from.signal.inTurn(async () => {
		const target = { phone: device.phone.digits, customer: from.digits, messageId: sent.id };
		const garbled = context.faults.take('garble', target) !== undefined;
		const encrypted = garbled ? garbage() : await encryptFor(from, sent, device);
		const { type, ciphertext } = encrypted;
		const content =
			sent.phoneOnly === true
				? node('unavailable', { type: 'view_once' })
				: node('enc', { v: 2, type, count: retry }, ciphertext);
		const stanza = node('message', attributes(context, from, sent, device), [content]);
		device.push(stanza);
		const duplicate = context.faults.take('duplicate', target);
		if (duplicate === undefined) return;
		for (let copy = 0; copy < (duplicate.fault.copies ?? 1); copy++) device.push(stanza);
	});
}

function devicesFor(context: Context, from: Person, sent: SentMessage): readonly LinkedDevice[] {
	const own = context.world.devicesOf(from);
	if (sent.route === 'peer') return own;
	const to = context.world.person(sent.to);
	return to === from ? own : [...own, ...context.world.devicesOf(to)];
}

async function encryptFor(
	from: Person,
	sent: SentMessage,
	device: LinkedDevice,
): Promise<Encrypted> {
	if (!from.signal.hasSession(device.jid)) {
		await from.signal.openSession(device.jid, device.takeBundle());
	}
	const isCopy = device.phone === from && sent.route === 'chat';
	const message = isCopy
		? {
				deviceSentMessage: {
					destinationJid: `${sent.to}@s.whatsapp.net`,
					message: sent.message,
				},
			}
		: sent.message;
	return from.signal.encrypt(device.jid, message);
}

function attributes(context: Context, from: Person, sent: SentMessage, device: LinkedDevice) {
	const { id, t, type, addressing, edit } = sent;
	const common = { id, type, t, notify: from.name, edit };
	if (sent.route === 'peer') return { from: from.jid, category: 'peer', ...common };
	if (device.phone === from) {
		const to = context.world.person(sent.to);
		const recipients = { recipient: to.jidAs(addressing), peer_recipient_pn: to.jid };
		return addressing === 'lid'
			? { from: from.lidJid, addressing_mode: 'lid', ...recipients, ...common }
			: { from: from.jid, recipient: to.jid, ...common };
	}
	return addressing === 'lid'
		? { from: from.lidJid, sender_pn: from.jid, addressing_mode: 'lid', ...common }
		: { from: from.jid, sender_lid: from.lidJid, addressing_mode: 'pn', ...common };
}

function garbage(): Encrypted {
	return { type: 'msg', ciphertext: randomBytes(80) };
}
