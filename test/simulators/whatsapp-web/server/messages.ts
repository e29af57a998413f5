import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { readMessage, unwrap } from '../content/read.ts';
import { retryKeyNodes } from '../signal/bundle.ts';
import { parseJid } from '../wire/jid.ts';
import type { Node } from '../wire/node.ts';
import { child, children, node } from '../wire/node.ts';
import { Customer } from '../world/customer.ts';
import type { LinkedDevice } from '../world/linked-device.ts';
import { Phone } from '../world/phone.ts';
import { RESTRICTED, mayNotWrite } from '../world/restriction.ts';
import type { Connection } from './connection.ts';

/** Takes a message of a linked device: acknowledges it and brings it to whom it is for. */
export async function takeMessage(
	context: Context,
	connection: Connection,
	stanza: Node,
): Promise<void> {
	const { device } = connection;
	const { id, to = '' } = stanza.attrs;
	if (device === undefined || id === undefined) return;
	const { faults } = context;
	const customer = context.world.byJid(to)?.digits;
	const target = { phone: device.phone.digits, customer, messageId: id };
	const acknowledge = (error?: number) => {
		connection.send(
			node('ack', { class: 'message', id, from: to, t: seconds(context), error }),
		);
	};
	const nack = faults.take('nack', target);
	if (nack !== undefined) return acknowledge(nack.fault.code);
	const recipient = context.world.byJid(to);
	if (recipient !== undefined && mayNotWrite(context, device.phone, recipient)) {
		return acknowledge(RESTRICTED);
	}
	const swallow = faults.take('swallow', target);
	if (swallow !== undefined) {
		if (swallow.fault.delivers === true) await spread(context, device, stanza);
		return;
	}
	const cut = faults.take('cut', target);
	if (cut !== undefined) {
		if (cut.fault.delivers === true) await spread(context, device, stanza);
		connection.drop();
		return;
	}
	const held = faults.take('holdAck', target);
	if (held !== undefined) {
		void held.removed.then(async () => {
			acknowledge();
			await spread(context, device, stanza);
		});
		return;
	}
	acknowledge();
	await spread(context, device, stanza);
}

/** Brings each encrypted part to the device it is for. */
async function spread(context: Context, from: LinkedDevice, stanza: Node): Promise<void> {
	const to = String(stanza.attrs['to']);
	const participants = children(child(stanza, 'participants'), 'to').map((part) => {
		return { jid: String(part.attrs['jid']), enc: child(part, 'enc') };
	});
	const direct = child(stanza, 'enc');
	const parts = direct === undefined ? participants : [...participants, { jid: to, enc: direct }];
	for (const { jid, enc } of parts) {
		if (enc === undefined) continue;
		const device = context.world.deviceByJid(jid);
		if (device !== undefined) forward(context, from, device, stanza, enc, jid);
		else await takeAtPhone(context, from, stanza, enc, jid);
	}
}

/** Another linked device has the keys itself: the server only carries it there. */
function forward(
	context: Context,
	from: LinkedDevice,
	to: LinkedDevice,
	stanza: Node,
	enc: Node,
	jid: string,
): void {
	const { id, type, edit, to: chat } = stanza.attrs;
	const lid = parseJid(jid)?.lid === true;
	const identity = child(stanza, 'device-identity');
	const isOwn = to.phone === from.phone;
	to.push(
		node(
			'message',
			{
				from: lid ? from.lidJid : from.jid,
				...(lid ? { addressing_mode: 'lid', sender_pn: from.phone.jid } : {}),
				...(!lid && !isOwn ? { sender_lid: from.phone.lidJid } : {}),
				recipient: isOwn ? chat : undefined,
				id,
				type,
				edit,
				t: seconds(context),
				notify: from.phone.name,
			},
			identity === undefined ? [enc] : [enc, identity],
		),
	);
}

async function takeAtPhone(
	context: Context,
	from: LinkedDevice,
	stanza: Node,
	enc: Node,
	jid: string,
): Promise<void> {
	const person = context.world.byJid(jid);
	const id = String(stanza.attrs['id']);
	if (person === undefined || !(enc.content instanceof Uint8Array)) return;
	const target = { phone: from.phone.digits, customer: person.digits, messageId: id };
	const bytes = enc.content;
	try {
		if (context.faults.take('undecryptable', target) !== undefined) {
			person.signal.dropSession(from.jid);
			throw new Error('as a fault demands');
		}
		const message = await person.signal.inTurn(() => {
			return person.signal.decrypt(from.jid, String(enc.attrs['type']), bytes);
		});
		const to = String(stanza.attrs['to']);
		const at = context.clock.now();
		const content = readMessage(message);
		if (person instanceof Customer) {
			if (person.blocked.has(from.phone.digits)) return;
			context.world.note({
				id,
				from: from.phone.digits,
				to: person.digits,
				message: unwrap(message),
				at,
			});
			person.accept({
				id,
				phone: from.phone.digits,
				device: from.id,
				content,
				message,
				addressing: parseJid(to)?.lid === true ? 'lid' : 'pn',
				at,
			});
		} else if (person instanceof Phone && stanza.attrs['category'] !== 'peer') {
			const { digits } = from.phone;
			person.took({ id, from: digits, device: from.id, to, content, message });
		}
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		context.transcript.add({ kind: 'retry', by: 'customer', customer: person.digits, id, why });
		from.push(
			node('receipt', { from: jid, id, type: 'retry', t: seconds(context) }, [
				node('retry', { count: 1, id, t: seconds(context), v: 1 }),
				...retryKeyNodes(person.signal.bundle()),
			]),
		);
	}
}
