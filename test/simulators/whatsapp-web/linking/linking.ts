import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Connection } from '../server/connection.ts';
import { newRef, newStanzaId } from '../wire/ids.ts';
import { SERVER_JID } from '../wire/jid.ts';
import { node } from '../wire/node.ts';
import type { LinkedDevice } from '../world/linked-device.ts';
import type { Phone } from '../world/phone.ts';
import { approve } from './approve.ts';
import type { FinishedCode } from './pairing-code.ts';
import { agreeByCode } from './pairing-code.ts';
import { readQr } from './qr.ts';

interface Offer {
	readonly connection: Connection;
	/** Simulated ms since the epoch. */
	readonly until: number;
}

interface PendingCode extends Offer {
	readonly ref: Buffer;
	/** The client's key, wrapped by the code. */
	readonly wrapped: Buffer;
	/** What waits for the client's answer to a code that was entered; without one it has left. */
	finish?: (finished?: FinishedCode) => void;
}

/** The linking of new devices: what clients were offered, and what people do on their phones. */
export class Linking {
	readonly #refs = new Map<string, Offer>();
	readonly #codes = new Map<string, PendingCode>();

	/** Gives a client that is not linked what its QR codes are made of. */
	offer({ clock, settings }: Context, connection: Connection): void {
		const refs = Array.from({ length: settings.qrCodes }, newRef);
		let until = clock.now() + settings.firstQrLifetimeMs;
		for (const ref of refs) {
			this.#refs.set(ref, { connection, until });
			until += settings.nextQrLifetimeMs;
		}
		connection.send(
			node('iq', { from: SERVER_JID, type: 'set', id: newStanzaId(), xmlns: 'md' }, [
				node(
					'pair-device',
					{},
					refs.map((ref) => node('ref', {}, Buffer.from(ref))),
				),
			]),
		);
	}

	/** A phone has scanned a QR code. */
	async byQr(context: Context, phone: Phone, text: string): Promise<LinkedDevice> {
		const qr = readQr(text);
		const offer = this.#refs.get(qr.ref);
		if (offer === undefined || isOver(context, offer))
			throw new Error('The QR code has expired.');
		const { connection } = offer;
		if (!connection.hello.noiseKey.equals(qr.noiseKey)) {
			throw new Error('The QR code is not of the connection that it names.');
		}
		const device = await approve(context, phone, connection, qr);
		noteLinked(context, device, 'qr');
		return device;
	}

	/** A client shows a code for this number. Gives the reference of the request. */
	codeRequested(
		{ clock, settings, transcript }: Context,
		connection: Connection,
		jid: string,
		wrapped: Buffer,
	): Buffer {
		const until = clock.now() + settings.pairingCodeLifetimeMs;
		const ref = randomBytes(32);
		this.#codes.set(jid, { connection, until, ref, wrapped });
		transcript.add({ kind: 'codeRequested', phone: jid.replace(/@.*/, '') });
		return ref;
	}

	/** A client has answered that somebody entered its code. */
	codeFinished(jid: string, finished: FinishedCode): void {
		this.#codes.get(jid)?.finish?.(finished);
	}

	/** Somebody enters a code on a phone. */
	async byCode(context: Context, phone: Phone, code: string): Promise<LinkedDevice> {
		const pending = this.#codes.get(phone.jid);
		if (pending === undefined || isOver(context, pending)) {
			throw new Error('No device asks to be linked to this number.');
		}
		const { connection, ref, wrapped } = pending;
		const finished = new Promise<FinishedCode>((resolve, reject) => {
			pending.finish = (answer) => {
				if (answer === undefined) reject(new Error('The device has left.'));
				else resolve(answer);
			};
		});
		// It may fail before anybody waits for it.
		finished.catch(() => undefined);
		const identity = phone.signal.identity;
		const agreed = await agreeByCode({ connection, ref, wrapped, code, identity, finished });
		this.#codes.delete(phone.jid);
		const device = await approve(context, phone, connection, agreed);
		noteLinked(context, device, 'code');
		return device;
	}

	/** A connection has ended: what it was offered is void. */
	forget(connection: Connection): void {
		for (const [ref, offer] of this.#refs) {
			if (offer.connection === connection) this.#refs.delete(ref);
		}
		for (const [jid, pending] of this.#codes) {
			if (pending.connection !== connection) continue;
			this.#codes.delete(jid);
			pending.finish?.();
		}
	}
}

function isOver({ clock }: Context, { connection, until }: Offer): boolean {
	return connection.closed || clock.now() >= until;
}

function noteLinked({ transcript }: Context, device: LinkedDevice, by: 'qr' | 'code'): void {
	transcript.add({ kind: 'linked', phone: device.phone.digits, device: device.id, by });
}
