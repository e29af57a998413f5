import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyBundle, PublicPreKey, SignedPublicPreKey } from '../signal/bundle.ts';
import { newStanzaId } from '../wire/ids.ts';
import { SERVER_JID, lidJid, phoneJid } from '../wire/jid.ts';
import type { Node } from '../wire/node.ts';
import { node } from '../wire/node.ts';
import type { Phone } from './phone.ts';

/** What the server knows of a linked device from the moment it is linked. */
export interface DeviceFacts {
	/** 1 and up; 0 is the phone. */
	readonly id: number;
	readonly keyIndex: number;
	readonly identity: Buffer;
	/** The only Noise key that may log in as this device. */
	readonly noiseKey: Buffer;
	readonly registrationId: number;
}

/** A linked device as it is saved. */
export interface SavedDevice extends DeviceFacts {
	readonly signedPreKey: SignedPublicPreKey;
	readonly preKeys: readonly PublicPreKey[];
	readonly waiting: readonly Node[];
	readonly historySent: boolean;
	readonly logins: number;
}

interface Waiting {
	readonly stanza: Node;
	/** The connection on which it went out. */
	sentOn?: Connection;
}

/** A linked device (the client under test) as the server sees it. */
export class LinkedDevice {
	readonly phone: Phone;
	readonly facts: DeviceFacts;
	signedPreKey: SignedPublicPreKey;
	readonly preKeys: PublicPreKey[] = [];
	/** Whether the phone has told it of earlier chats. */
	historySent = false;
	/** How often it has logged in. */
	logins = 0;
	/** What it last said of itself; undefined if nothing on this connection. */
	presence: 'available' | 'unavailable' | undefined;
	/** Of whom it wants to know whether they are online: digits, and the jid by which it asked. */
	readonly subscriptions = new Map<string, string>();
	readonly #context: Context;
	readonly #waiting = new Map<string, Waiting>();
	#connection: Connection | undefined;

	constructor(
		context: Context,
		phone: Phone,
		facts: DeviceFacts,
		signedPreKey: SignedPublicPreKey,
	) {
		this.#context = context;
		this.phone = phone;
		this.facts = facts;
		this.signedPreKey = signedPreKey;
	}

	/** Makes what `save` saved. */
	static restore(context: Context, phone: Phone, saved: SavedDevice): LinkedDevice {
		const device = new LinkedDevice(context, phone, saved, saved.signedPreKey);
		device.preKeys.push(...saved.preKeys);
		device.historySent = saved.historySent;
		device.logins = saved.logins;
		for (const stanza of saved.waiting) device.push(stanza);
		return device;
	}

	get id(): number {
		return this.facts.id;
	}

	get jid(): string {
		return phoneJid(this.phone.digits, this.id);
	}

	get lidJid(): string {
		return lidJid(this.phone.lid, this.id);
	}

	/** The connection on which it is logged in. */
	get connection(): Connection | undefined {
		return this.#connection?.closed === false ? this.#connection : undefined;
	}

	/** How many stanzas the client has not confirmed yet. */
	get waitingCount(): number {
		return this.#waiting.size;
	}

	/** The stanzas that the client has not confirmed yet, the oldest first. */
	get waiting(): readonly Node[] {
		return [...this.#waiting.values()].map(({ stanza }) => stanza);
	}

	/** It logged in; gives it what waits. */
	connected(connection: Connection): void {
		this.logins++;
		this.presence = undefined;
		this.subscriptions.clear();
		const waiting = this.#held ? [] : [...this.#waiting.values()];
		const count = waiting.length;
		connection.send(
			node('ib', { from: SERVER_JID }, [
				node('offline_preview', {
					count,
					message: waiting.filter(({ stanza }) => stanza.tag === 'message').length,
					receipt: waiting.filter(({ stanza }) => stanza.tag === 'receipt').length,
					notification: 0,
					appdata: 0,
				}),
			]),
		);
		for (const [index, item] of waiting.entries()) {
			const { tag, attrs, content } = item.stanza;
			connection.send(node(tag, { ...attrs, offline: index }, content));
			item.sentOn = connection;
		}
		connection.send(node('ib', { from: SERVER_JID }, [node('offline', { count })]));
		this.#connection = connection;
	}

	/** Sends a stanza now or at the next login, and again at each login until it is confirmed. */
	push(stanza: Node): void {
		this.#waiting.set(waitingKey(stanza.tag, stanza.attrs), { stanza });
		this.flush();
	}

	/** Sends what has not gone out on this connection. */
	flush(): void {
		const { connection } = this;
		if (connection === undefined || this.#held) return;
		for (const item of this.#waiting.values()) {
			if (item.sentOn === connection) continue;
			item.sentOn = connection;
			connection.send(item.stanza);
		}
	}

	/** Sends a stanza once, if it is connected; nothing is kept. */
	tell(stanza: Node): void {
		this.connection?.send(stanza);
	}

	/** The client has confirmed a stanza. */
	settle(tag: string, attrs: Readonly<Record<string, string>>): void {
		this.#waiting.delete(waitingKey(tag, attrs));
	}

	/** The keys for one new session; uses up one of the one-time keys. */
	takeBundle(): KeyBundle {
		const preKey = this.preKeys.shift();
		if (this.preKeys.length < this.#context.settings.fewPreKeys) this.#askForPreKeys();
		const { registrationId, identity } = this.facts;
		return {
			registrationId,
			identity,
			signedPreKey: this.signedPreKey,
			...(preKey === undefined ? {} : { preKey }),
		};
	}

	/** Throws away one-time keys as if they had been used. */
	keepPreKeys(count: number): void {
		this.preKeys.splice(count);
		if (count < this.#context.settings.fewPreKeys) this.#askForPreKeys();
	}

	save(): SavedDevice {
		return {
			...this.facts,
			signedPreKey: this.signedPreKey,
			preKeys: this.preKeys,
			waiting: this.waiting,
			historySent: this.historySent,
			logins: this.logins,
		};
	}

	get #held(): boolean {
		return this.#context.faults.has('holdInbound', { phone: this.phone.digits });
	}

	#askForPreKeys(): void {
		this.push(
			node(
				'notification',
				{
					from: SERVER_JID,
					type: 'encrypt',
					id: newStanzaId(),
					t: seconds(this.#context),
				},
				[node('count', { value: this.preKeys.length })],
			),
		);
	}
}

/** Receipts carry the id of the message they are about, so their type is a part of the key. */
function waitingKey(tag: string, { id, type }: Readonly<Record<string, string>>): string {
	return tag === 'receipt' ? `${tag} ${id} ${type ?? ''}` : `${tag} ${id}`;
}
