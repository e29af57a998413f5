import type { proto } from '@whiskeysockets/baileys';
import type { ContentInput, SendOptions } from '../content/content.ts';
import { chatHistory, historyMessage } from '../content/history.ts';
import type { ReadContent } from '../content/read.ts';
import { writeMessage } from '../content/write.ts';
import type { Context } from '../context.ts';
import { seconds } from '../context.ts';
import type { SavedSignalPeer } from '../signal/peer.ts';
import { newMessageId } from '../wire/ids.ts';
import { node } from '../wire/node.ts';
import { deliver, deliverTo } from './delivery.ts';
import { tellOfDevice } from './device-list.ts';
import type { LinkedDevice } from './linked-device.ts';
import type { PersonFacts, SentMessage } from './person.ts';
import { Person } from './person.ts';
import { receiptNode } from './receipts.ts';
import { tellRestriction } from './restriction.ts';

/** What a number of ours is like. */
export interface PhoneOptions {
	/** Default "Phone" and the number. */
	readonly name?: string;
	/** Default `android`. `smba` and `smbi` are the business apps. */
	readonly platform?: 'android' | 'iphone' | 'smba' | 'smbi';
}

/** A message that a linked device sent, as a phone of ours shows it. */
export interface PhoneCopy {
	readonly id: string;
	/** From which number: digits; the phone's own, but for messages of another number of ours. */
	readonly from: string;
	readonly device: number;
	/** To whom: a jid. */
	readonly to: string;
	readonly content: ReadContent;
	readonly message: proto.IMessage;
}

/** WhatsApp unlinks all devices of a phone that was off for so long. */
const OFF_LIMIT_MS = 14 * 86_400_000;

/** A number of ours: the phone that the client under test is linked to. */
export class Phone extends Person {
	readonly platform: NonNullable<PhoneOptions['platform']>;
	readonly devices = new Map<number, LinkedDevice>();
	/** What its linked devices sent, in order. */
	readonly copies: PhoneCopy[] = [];
	/** The id of the device that is linked next. */
	nextDeviceId: number;
	/** WhatsApp has banned the number: nobody can log in. */
	banned = false;
	/** Until when (simulated ms) it may not write to people who never wrote to it. */
	restrictedUntil: number | undefined;
	readonly #context: Context;
	/** What comes while it is off. */
	readonly #missed: PhoneCopy[] = [];
	#endOff: (() => void) | undefined;

	constructor(
		context: Context,
		facts: PersonFacts & Pick<Phone, 'platform' | 'nextDeviceId'>,
		signal?: SavedSignalPeer,
	) {
		super(facts, signal);
		this.#context = context;
		this.platform = facts.platform;
		this.nextDeviceId = facts.nextDeviceId;
	}

	get isOff(): boolean {
		return this.#endOff !== undefined;
	}

	/** Whether the number is used with the business app. */
	get isBusiness(): boolean {
		return this.platform === 'smba' || this.platform === 'smbi';
	}

	/**
	 * Scans a QR code. Resolves with the linked device; the client is told to connect anew. Rejects
	 * if the code is unknown, expired or not of this connection.
	 */
	async scan(qr: string): Promise<LinkedDevice> {
		this.#mustBeOn();
		return this.#context.linking.byQr(this.#context, this, qr);
	}

	/** Enters the code that the client shows for this number. Rejects if it is the wrong one. */
	async enterCode(code: string): Promise<LinkedDevice> {
		this.#mustBeOn();
		return this.#context.linking.byCode(this.#context, this, code);
	}

	/** The human writes on the phone. Resolves when the server has it; gives the message's id. */
	async writes(
		to: Person,
		content: ContentInput,
		options: SendOptions = {},
	): Promise<{ readonly id: string }> {
		this.#mustBeOn();
		const id = options.id ?? newMessageId();
		await deliver(this.#context, this, {
			...writeMessage({ context: this.#context, from: this, to }, content, options),
			id,
			to: to.digits,
			addressing: options.addressing ?? 'lid',
			t: seconds(this.#context),
			route: 'chat',
		});
		return { id };
	}

	/** The human opens a chat on the phone: these messages of the customer are read. */
	reads(customer: Person, ...ids: readonly string[]): void {
		this.#mustBeOn();
		const attrs = { from: this.lidJid, recipient: customer.lidJid, type: 'read-self' };
		const receipt = receiptNode({ ...attrs, t: seconds(this.#context) }, ids);
		for (const device of this.devices.values()) device.push(receipt);
	}

	/** The human removes a linked device; default all. */
	unlink(device?: LinkedDevice): void {
		for (const one of device === undefined ? [...this.devices.values()] : [device]) {
			this.forget(one, 'phone');
			one.connection?.endWith(401, [node('conflict', { type: 'device_removed' })]);
		}
	}

	/**
	 * WhatsApp bans the number: its devices are cut off, and every login is refused with 403, until
	 * `banned` is false again.
	 */
	ban(): void {
		this.banned = true;
		for (const device of this.devices.values()) device.connection?.drop();
	}

	/** WhatsApp restricts the number: it may write only to people who wrote to it, until then. */
	restrict(untilMs: number): void {
		this.restrictedUntil = untilMs;
		tellRestriction(this);
	}

	/** The restriction is lifted. */
	unrestrict(): void {
		this.restrictedUntil = undefined;
		tellRestriction(this);
	}

	/** Linked devices work on without the phone, but are unlinked after 14 days. */
	switchOff(): void {
		this.#endOff ??= this.#context.clock.schedule(OFF_LIMIT_MS, () => this.unlink());
	}

	/** Shows what has come in the meantime. */
	switchOn(): void {
		this.#endOff?.();
		this.#endOff = undefined;
		this.copies.push(...this.#missed.splice(0));
	}

	/** Sends a device a part of the history; default all chats with what was written so far. */
	async sendHistory(device: LinkedDevice, history?: proto.IHistorySync): Promise<void> {
		const sent: SentMessage = {
			id: newMessageId(),
			to: this.digits,
			message: historyMessage(history ?? chatHistory(this.#context, this)),
			type: 'text',
			addressing: 'pn',
			t: seconds(this.#context),
			route: 'peer',
		};
		this.sent.set(sent.id, sent);
		await deliverTo(this.#context, this, sent, device);
	}

	/** Tells a device that was linked a moment ago of earlier chats. */
	async tellHistoryOnce(device: LinkedDevice): Promise<void> {
		const { history } = this.#context.settings;
		if (device.historySent || history === 'none' || this.isOff) return;
		device.historySent = true;
		const chats = chatHistory(this.#context, this);
		await this.sendHistory(
			device,
			history === 'chats' ? chats : { ...chats, conversations: [] },
		);
	}

	/** A linked device sent something that concerns this phone. */
	took(copy: PhoneCopy): void {
		(this.isOff ? this.#missed : this.copies).push(copy);
	}

	/** The device is linked no more. */
	forget(device: LinkedDevice, by: 'phone' | 'client'): void {
		this.devices.delete(device.id);
		tellOfDevice(this.#context, this, 'remove', device);
		const { digits: phone } = this;
		this.#context.transcript.add({ kind: 'unlinked', phone, device: device.id, by });
	}

	#mustBeOn(): void {
		if (this.isOff) throw new Error(`The phone +${this.digits} is off.`);
	}
}
