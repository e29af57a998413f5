import type { proto } from '@whiskeysockets/baileys';
import { parseJid } from '../wire/jid.ts';
import type { Customer } from './customer.ts';
import type { LinkedDevice } from './linked-device.ts';
import type { Person } from './person.ts';
import { Phone } from './phone.ts';

/** A message of whoever, as others refer to it. */
export interface KnownMessage {
	readonly id: string;
	/** Digits. */
	readonly from: string;
	readonly to: string;
	readonly message: proto.IMessage;
	/** Simulated ms since the epoch. */
	readonly at: number;
}

/** Who uses WhatsApp, and what they wrote. */
export class World {
	readonly phones = new Map<string, Phone>();
	readonly customers = new Map<string, Customer>();
	readonly #byLid = new Map<string, Person>();
	readonly #messages = new Map<string, KnownMessage>();

	addPhone(phone: Phone): void {
		this.#add(phone);
		this.phones.set(phone.digits, phone);
	}

	addCustomer(customer: Customer): void {
		this.#add(customer);
		this.customers.set(customer.digits, customer);
	}

	/** The number is not on WhatsApp any more. */
	remove(person: Person): void {
		this.phones.delete(person.digits);
		this.customers.delete(person.digits);
		this.#byLid.delete(person.lid);
	}

	/** Whoever has this number; undefined if it is not on WhatsApp. */
	find(digits: string): Phone | Customer | undefined {
		return this.phones.get(digits) ?? this.customers.get(digits);
	}

	/** Whoever has this number. Throws if it is not on WhatsApp. */
	person(digits: string): Phone | Customer {
		const person = this.find(digits);
		if (person === undefined) throw new Error(`+${digits} is not on WhatsApp.`);
		return person;
	}

	/** Whose device a jid names. */
	byJid(jid: string): Person | undefined {
		const parsed = parseJid(jid);
		if (parsed === undefined) return undefined;
		return parsed.lid ? this.#byLid.get(parsed.user) : this.find(parsed.user);
	}

	/** The linked device that a jid names; undefined for a phone. */
	deviceByJid(jid: string): LinkedDevice | undefined {
		const person = this.byJid(jid);
		const device = parseJid(jid)?.device ?? 0;
		return person instanceof Phone ? person.devices.get(device) : undefined;
	}

	/** Customers have no linked devices. */
	devicesOf(person: Person): readonly LinkedDevice[] {
		return person instanceof Phone ? [...person.devices.values()] : [];
	}

	/** All linked devices. */
	get devices(): readonly LinkedDevice[] {
		return [...this.phones.values()].flatMap((phone) => [...phone.devices.values()]);
	}

	/** Remembers a message, so that others can answer it. */
	note(message: KnownMessage): void {
		this.#messages.set(message.id, message);
	}

	/** All messages, in order. */
	get messages(): readonly KnownMessage[] {
		return [...this.#messages.values()];
	}

	/** The message with this id, if anybody has seen it. */
	findMessage(id: string): KnownMessage | undefined {
		return this.#messages.get(id);
	}

	/** The message with this id. Throws if nobody has seen it. */
	message(id: string): KnownMessage {
		const message = this.findMessage(id);
		if (message === undefined) throw new Error(`Nobody has seen a message ${id}.`);
		return message;
	}

	/** What two people wrote to each other, in order. */
	messagesBetween(one: Person, other: Person): readonly KnownMessage[] {
		const digits = [one.digits, other.digits];
		return this.messages.filter(({ from, to }) => {
			return digits.includes(from) && digits.includes(to);
		});
	}

	#add(person: Person): void {
		if (this.find(person.digits) !== undefined) {
			throw new Error(`+${person.digits} is on WhatsApp already.`);
		}
		this.#byLid.set(person.lid, person);
	}
}
