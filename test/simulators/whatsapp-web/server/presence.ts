import type { Context } from '../context.ts';
import type { Node } from '../wire/node.ts';
import { child, node } from '../wire/node.ts';
import { Customer } from '../world/customer.ts';
import type { LinkedDevice } from '../world/linked-device.ts';
import type { Connection } from './connection.ts';

/** The client says whether it is there, or asks whether a customer is. */
export function takePresence(context: Context, device: LinkedDevice, stanza: Node): void {
	const { type, to = '' } = stanza.attrs;
	if (type === 'available' || type === 'unavailable') device.presence = type;
	const person = context.world.byJid(to);
	if (type !== 'subscribe' || !(person instanceof Customer)) return;
	device.subscriptions.set(person.digits, to);
	device.tell(person.presenceNode(to));
}

/** The client says that it types, or records. */
export function takeChatState(context: Context, device: LinkedDevice, stanza: Node): void {
	const person = context.world.byJid(stanza.attrs['to'] ?? '');
	const said = child(stanza);
	if (person === undefined || said === undefined) return;
	const typed = said.attrs['media'] === 'audio' ? 'recording' : 'composing';
	context.transcript.add({
		kind: 'typing',
		phone: device.phone.digits,
		customer: person.digits,
		state: said.tag === 'paused' ? 'paused' : typed,
	});
}

/** The client says something about a call: only that it does not want it. */
export function takeCall(context: Context, connection: Connection, stanza: Node): void {
	const { id, to } = stanza.attrs;
	const callId = child(stanza, 'reject')?.attrs['call-id'];
	const phone = connection.device?.phone.digits;
	if (callId !== undefined && phone !== undefined) {
		context.transcript.add({ kind: 'callRejected', phone, callId });
	}
	connection.send(node('ack', { class: 'call', id, from: to, type: child(stanza)?.tag }));
}
