import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { answerReupload } from '../media/reupload.ts';
import { readRetryKeys } from '../signal/bundle.ts';
import type { Node } from '../wire/node.ts';
import { child, children, node } from '../wire/node.ts';
import { Customer } from '../world/customer.ts';
import { deliverTo } from '../world/delivery.ts';
import type { LinkedDevice } from '../world/linked-device.ts';
import type { Person } from '../world/person.ts';
import type { Connection } from './connection.ts';

/** Takes a receipt of the client: what it is about needs not be delivered again. */
export async function takeReceipt(
	context: Context,
	connection: Connection,
	stanza: Node,
): Promise<void> {
	const { device } = connection;
	const { id = '', to = '', type } = stanza.attrs;
	connection.send(node('ack', { class: 'receipt', id, from: to, type, t: seconds(context) }));
	if (device === undefined) return;
	const more = children(child(stanza, 'list'), 'item').map(({ attrs }) => String(attrs['id']));
	const ids = [id, ...more];
	const person = context.world.byJid(to);
	const target = { phone: device.phone.digits, customer: person?.digits, messageId: id };
	if (context.faults.take('loseClientReceipts', target) !== undefined) return;
	for (const one of ids) device.settle('message', { id: one });
	if (person === undefined) return;
	if (type === 'server-error') {
		if (!device.phone.isOff) answerReupload(context, device, stanza);
		return;
	}
	if (type === 'retry') {
		await sendAgain(context, person, device, stanza);
		return;
	}
	context.transcript.add({
		kind: 'receipt',
		phone: device.phone.digits,
		device: device.id,
		customer: person.digits,
		ids,
		type: type ?? 'delivered',
	});
	if (person instanceof Customer) {
		person.receipts.push({ phone: device.phone.digits, ids, type: type ?? 'delivered' });
		return;
	}
	// Another number of ours: its linked devices are told as anybody's are.
	if (person === device.phone) return;
	for (const other of context.world.devicesOf(person)) {
		other.push(node('receipt', { from: device.phone.lidJid, id, type, t: seconds(context) }));
	}
}

async function sendAgain(
	context: Context,
	from: Person,
	device: LinkedDevice,
	receipt: Node,
): Promise<void> {
	const id = String(receipt.attrs['id']);
	const why = 'the client asked for it again';
	context.transcript.add({ kind: 'retry', by: 'client', customer: from.digits, id, why });
	const sent = from.sent.get(id);
	if (sent === undefined) return;
	from.signal.dropSession(device.jid);
	await from.signal.openSession(device.jid, readRetryKeys(receipt) ?? device.takeBundle());
	const count = Number(child(receipt, 'retry')?.attrs['count'] ?? 1);
	await deliverTo(context, from, sent, device, count);
}
