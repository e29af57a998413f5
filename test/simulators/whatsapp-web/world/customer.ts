import type { proto } from '@whiskeysockets/baileys';
import type { ContentInput, SendOptions } from '../content/content.ts';
import { fileOf } from '../content/files.ts';
import type { ReadContent } from '../content/read.ts';
import { textIn, unwrap } from '../content/read.ts';
import { writeMessage } from '../content/write.ts';
import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import { decryptFile } from '../media/cipher.ts';
import type { SavedSignalPeer } from '../signal/peer.ts';
import type { WaitOptions } from '../transcript.ts';
import { newMessageId } from '../wire/ids.ts';
import { node } from '../wire/node.ts';
import type { BroadcastPlace } from './broadcasts.ts';
import { broadcast } from './broadcasts.ts';
import type { Call } from './calls.ts';
import { ring } from './calls.ts';
import { deliver } from './delivery.ts';
import type { Addressing, PersonFacts } from './person.ts';
import { Person } from './person.ts';
import type { Phone } from './phone.ts';
import type { ReceiptType } from './receipts.ts';
import { sendReceipt } from './receipts.ts';

/** A message that reached a customer's phone and could be read there. */
export interface ReceivedMessage {
	readonly id: string;
	/** From which number: digits. */
	readonly phone: string;
	/** From which device of it; 0 is the phone itself. */
	readonly device: number;
	readonly content: ReadContent;
	/** All of it. */
	readonly message: proto.IMessage;
	/** By which of the customer's ids it was addressed. */
	readonly addressing: Addressing;
	/** Simulated ms since the epoch. */
	readonly at: number;
}

/** A receipt that the client sent to a customer. */
export interface ClientReceipt {
	readonly phone: string;
	readonly ids: readonly string[];
	/** `delivered`, `inactive` (delivered while not online), `read`, `played`. */
	readonly type: string;
}

/** What somebody who uses WhatsApp is like. */
export interface CustomerOptions {
	/** Default "Customer" and the number. */
	readonly name?: string;
	/** By which id their messages name them. Default `lid`, as most are today. */
	readonly addressing?: Addressing;
}

/** Somebody who writes to our numbers. */
export class Customer extends Person {
	addressing: Addressing;
	/** What arrived and could be read, in order. */
	readonly received: ReceivedMessage[] = [];
	/** What our clients told about messages of the customer, in order. */
	readonly receipts: ClientReceipt[] = [];
	/** The numbers whose messages never arrive: digits. */
	readonly blocked = new Set<string>();
	/** What has come to a phone that is off. */
	readonly missed: ReceivedMessage[] = [];
	#on = true;
	/** Whether the app is open; `last` seen is told of when it is not. */
	#online = false;
	#lastSeen: number;
	readonly #context: Context;

	constructor(
		context: Context,
		facts: PersonFacts & { readonly addressing: Addressing },
		signal?: SavedSignalPeer,
	) {
		super(facts, signal);
		this.#context = context;
		this.addressing = facts.addressing;
		this.#lastSeen = seconds(context);
	}

	/** Writes to a number of ours. Resolves when the server has it; gives the message's id. */
	async says(
		phone: Phone,
		content: ContentInput,
		options: SendOptions = {},
	): Promise<{ readonly id: string }> {
		const id = options.id ?? newMessageId();
		await deliver(this.#context, this, {
			...writeMessage({ context: this.#context, from: this, to: phone }, content, options),
			id,
			to: phone.digits,
			addressing: options.addressing ?? this.addressing,
			t: seconds(this.#context),
			route: 'chat',
		});
		return { id };
	}

	/**
	 * Waits for a message with this id or text, or that meets the condition, among all that arrived;
	 * by default for the next one.
	 */
	receives(
		wanted?: string | ((message: ReceivedMessage) => boolean),
		options?: WaitOptions,
	): Promise<ReceivedMessage> {
		const first = wanted === undefined ? this.received.length : 0;
		const meets =
			typeof wanted === 'string'
				? ({ id, content }: ReceivedMessage) => id === wanted || textIn(content) === wanted
				: (wanted ?? (() => true));
		return this.#context.transcript.waitFor(() => {
			return this.received.slice(first).find(meets);
		}, options);
	}

	/** Downloads and decrypts the file of a message that arrived. Throws if anything is wrong. */
	opens(id: string): Buffer {
		const message = this.received.find((received) => received.id === id)?.message;
		const found = message === undefined ? undefined : fileOf(unwrap(message));
		if (found === undefined) throw new Error(`No file has arrived with ${id}.`);
		const { kind, file } = found;
		return decryptFile(kind, {
			encrypted: this.#context.media.get(file.directPath ?? ''),
			mediaKey: Buffer.from(file.mediaKey ?? []),
			fileSha256: Buffer.from(file.fileSha256 ?? []),
			fileEncSha256: Buffer.from(file.fileEncSha256 ?? []),
		});
	}

	/** Opens the chat: the messages with these ids, default all, are read. */
	reads(...ids: readonly string[]): void {
		this.#confirm('read', ids);
	}

	/** Listens to voice messages, default all messages. */
	plays(...ids: readonly string[]): void {
		this.#confirm('played', ids);
	}

	/** Calls a number of ours. */
	calls(phone: Phone, { video = false }: { readonly video?: boolean } = {}): Call {
		return ring(this.#context, this, phone, video);
	}

	/** Writes where more than one number reads it. */
	broadcasts(phone: Phone, place: BroadcastPlace): { readonly id: string } {
		return broadcast(this.#context, this, phone, place);
	}

	/** Begins or ends to type, or to record a voice message. */
	types(phone: Phone, state: 'composing' | 'recording' | 'paused' = 'composing'): void {
		const content = state === 'recording' ? node('composing', { media: 'audio' }) : node(state);
		const stanza = node('chatstate', { from: this.jidAs(this.addressing) }, [content]);
		for (const device of phone.devices.values()) device.tell(stanza);
	}

	/** Opens or leaves the app; who has subscribed is told. */
	goes(state: 'online' | 'offline'): void {
		this.#online = state === 'online';
		this.#lastSeen = seconds(this.#context);
		for (const device of this.#context.world.devices) {
			const jid = device.subscriptions.get(this.digits);
			if (jid !== undefined) device.tell(this.presenceNode(jid));
		}
	}

	/** What the server tells of the customer's presence. */
	presenceNode(from: string) {
		return this.#online
			? node('presence', { from })
			: node('presence', { from, type: 'unavailable', last: this.#lastSeen });
	}

	/** Messages of the number never arrive any more; the server does not tell. */
	blocks(phone: Phone): void {
		this.blocked.add(phone.digits);
	}

	unblocks(phone: Phone): void {
		this.blocked.delete(phone.digits);
	}

	/** The phone is off: what is sent to it waits, without a receipt. */
	switchesOff(): void {
		this.#on = false;
	}

	/** The phone is on again: what has waited arrives. */
	switchesOn(): void {
		this.#on = true;
		for (const message of this.missed.splice(0)) this.accept(message);
	}

	/** The phone could decrypt a message: it is shown, and its receipt goes out after a while. */
	accept(message: ReceivedMessage): void {
		if (!this.#on) {
			this.missed.push(message);
			return;
		}
		const { id, phone, content } = message;
		this.received.push(message);
		this.#context.transcript.add({
			kind: 'received',
			customer: this.digits,
			phone,
			id,
			content: content.kind,
		});
		this.#context.clock.schedule(this.#context.settings.receiptDelayMs, () => {
			sendReceipt(this.#context, this, 'delivered', [message]);
		});
	}

	#confirm(type: ReceiptType, ids: readonly string[]): void {
		const meant = this.received.filter(({ id }) => ids.length === 0 || ids.includes(id));
		for (const phone of new Set(meant.map((message) => message.phone))) {
			const ofPhone = meant.filter((message) => message.phone === phone);
			sendReceipt(this.#context, this, type, ofPhone);
		}
	}
}
