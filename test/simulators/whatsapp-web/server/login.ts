import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { SERVER_JID } from '../wire/jid.ts';
import { node } from '../wire/node.ts';
import type { ClientHello, Connection } from './connection.ts';

/** Lets a linked device in, or refuses it as WhatsApp does. */
export function logIn(context: Context, connection: Connection, hello: ClientHello): void {
	const { transcript, faults, world } = context;
	const digits = String(hello.payload.username ?? '');
	const id = hello.payload.device ?? 0;
	const phone = world.phones.get(digits);
	const device = phone?.devices.get(id);
	const refuse = (reason: string) => {
		transcript.add({ kind: 'loginRefused', phone: digits, device: id, reason });
		connection.send(node('failure', { reason, location: 'frc' }));
		connection.close();
	};
	const failure = faults.take('loginFailure', { phone: digits });
	if (failure !== undefined) return refuse(String(failure.fault.reason));
	if (isTooOld(hello, context.settings.oldestClient)) return refuse('405');
	if (phone?.banned === true) return refuse('403');
	if (phone === undefined || device === undefined) return refuse('401');
	if (!device.facts.noiseKey.equals(hello.noiseKey)) return refuse('401');
	device.connection?.endWith(undefined, [node('conflict', { type: 'replaced' })]);
	connection.device = device;
	connection.setMuted(faults.has('mute', { phone: digits }));
	transcript.add({ kind: 'login', phone: digits, device: id });
	connection.send(
		node('success', {
			t: seconds(context),
			props: 27,
			companion_enc_static: '',
			lid: device.lidJid,
			display_name: phone.name,
		}),
	);
	// Clients that were told where they are at home say so at the next connection.
	connection.send(
		node('ib', { from: SERVER_JID }, [
			node('edge_routing', {}, [node('routing_info', {}, Buffer.from([8, 5, 8, 18]))]),
		]),
	);
	device.connected(connection);
}

/** Whether a client's version is lower than "2.3000.0". */
export function isTooOld({ payload }: ClientHello, oldest: string): boolean {
	const { primary, secondary, tertiary } = payload.userAgent?.appVersion ?? {};
	const needed = oldest.split('.').map(Number);
	for (const [index, part] of [primary, secondary, tertiary].entries()) {
		const difference = (part ?? 0) - (needed[index] ?? 0);
		if (difference !== 0) return difference < 0;
	}
	return false;
}
