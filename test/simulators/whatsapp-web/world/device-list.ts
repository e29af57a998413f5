import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { newStanzaId } from '../wire/ids.ts';
import { node } from '../wire/node.ts';
import type { LinkedDevice } from './linked-device.ts';
import type { Phone } from './phone.ts';

/** Tells the other linked devices of a phone, which remember to whom they send, of a change. */
export function tellOfDevice(
	context: Context,
	phone: Phone,
	change: 'add' | 'remove',
	device: LinkedDevice,
): void {
	const { keyIndex } = device.facts;
	const devices = [device.jid, device.lidJid].map((jid) => {
		return node('device', { jid, 'key-index': keyIndex });
	});
	for (const other of phone.devices.values()) {
		other.push(
			node(
				'notification',
				{ from: phone.jid, type: 'devices', id: newStanzaId(), t: seconds(context) },
				[node(change, { device_hash: '2:sim' }, devices)],
			),
		);
	}
}
