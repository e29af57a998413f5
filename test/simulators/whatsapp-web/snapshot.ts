import { deserialize, serialize } from 'node:v8';
import type { proto } from '@whiskeysockets/baileys';
import { readMessage } from './content/read.ts';
import type { Context } from './context.ts';
import { library } from './library.ts';
import type { Certificate } from './media/certificate.ts';
import type { Pki } from './noise/pki.ts';
import type { Settings } from './settings.ts';
import type { SavedSignalPeer } from './signal/peer.ts';
import type { TranscriptEntry } from './transcript.ts';
import type { ClientReceipt, ReceivedMessage } from './world/customer.ts';
import { Customer } from './world/customer.ts';
import type { SavedDevice } from './world/linked-device.ts';
import { LinkedDevice } from './world/linked-device.ts';
import type { Addressing, Person, PersonFacts, SentMessage } from './world/person.ts';
import type { PhoneCopy } from './world/phone.ts';
import { Phone } from './world/phone.ts';
import type { KnownMessage } from './world/world.ts';

/** Something with a message in it, which is saved as bytes: its objects cannot be. */
type Saved<T extends { readonly message: proto.IMessage }> = Omit<T, 'message' | 'content'> & {
	readonly message: Uint8Array;
};

interface SavedPerson extends PersonFacts {
	readonly signal: SavedSignalPeer;
	readonly sent: readonly Saved<SentMessage>[];
}

interface SavedPhone extends SavedPerson {
	readonly platform: Phone['platform'];
	readonly nextDeviceId: number;
	readonly banned: boolean;
	readonly restrictedUntil: number | undefined;
	readonly copies: readonly Saved<PhoneCopy>[];
	readonly devices: readonly SavedDevice[];
}

interface SavedCustomer extends SavedPerson {
	readonly addressing: Addressing;
	readonly blocked: readonly string[];
	readonly received: readonly Saved<ReceivedMessage>[];
	readonly receipts: readonly ClientReceipt[];
}

/** What a simulator is made of before anybody is in it. */
export interface SavedBasis {
	readonly pki: Pki;
	readonly certificate: Certificate;
	readonly files: readonly (readonly [string, Buffer])[];
	readonly settings: Settings;
	readonly nextLid: number;
	readonly port: number;
	readonly mediaPort: number;
	/** How far the clock was advanced. */
	readonly advancedMs: number;
}

/** Everything but faults, connections, and receipts of customers that were not sent yet. */
export interface Snapshot extends SavedBasis {
	readonly phones: readonly SavedPhone[];
	readonly customers: readonly SavedCustomer[];
	readonly messages: readonly Saved<KnownMessage>[];
	readonly transcript: readonly TranscriptEntry[];
}

/** Writes a snapshot. */
export function takeSnapshot(context: Context, own: Pick<Snapshot, 'nextLid' | 'port'>): Buffer {
	const { world, media, pki, settings, transcript } = context;
	const snapshot: Snapshot = {
		pki,
		certificate: media.certificate,
		files: media.files,
		settings,
		...own,
		mediaPort: media.port,
		advancedMs: context.clock.now() - Date.now(),
		phones: [...world.phones.values()].map(savePhone),
		customers: [...world.customers.values()].map(saveCustomer),
		messages: world.messages.map(saveMessage),
		transcript: transcript.entries(),
	};
	return serialize(snapshot);
}

/** Reads a snapshot. */
export function readSnapshot(bytes: Uint8Array): Snapshot {
	return deserialize(bytes) as Snapshot;
}

/** Puts the people of a snapshot, and what they wrote, into a new simulator. */
export function restoreWorld(context: Context, snapshot: Snapshot): void {
	for (const saved of snapshot.phones) restorePhone(context, saved);
	for (const saved of snapshot.customers) restoreCustomer(context, saved);
	for (const saved of snapshot.messages) context.world.note(restoreMessage(saved));
	for (const entry of snapshot.transcript) context.transcript.restore(entry);
}

function savePerson({ digits, lid, name, signal, sent }: Person): SavedPerson {
	return { digits, lid, name, signal: signal.save(), sent: [...sent.values()].map(saveMessage) };
}

function savePhone(phone: Phone): SavedPhone {
	const { platform, nextDeviceId, banned, restrictedUntil } = phone;
	return {
		...savePerson(phone),
		platform,
		nextDeviceId,
		banned,
		restrictedUntil,
		copies: phone.copies.map(saveContent),
		devices: [...phone.devices.values()].map((device) => device.save()),
	};
}

function saveCustomer(customer: Customer): SavedCustomer {
	return {
		...savePerson(customer),
		addressing: customer.addressing,
		blocked: [...customer.blocked],
		received: customer.received.map(saveContent),
		receipts: customer.receipts,
	};
}

function restorePhone(context: Context, saved: SavedPhone): void {
	const phone = new Phone(context, saved, saved.signal);
	phone.banned = saved.banned;
	phone.restrictedUntil = saved.restrictedUntil;
	restoreSent(phone, saved);
	phone.copies.push(...saved.copies.map(restoreContent));
	for (const device of saved.devices) {
		phone.devices.set(device.id, LinkedDevice.restore(context, phone, device));
	}
	context.world.addPhone(phone);
}

function restoreCustomer(context: Context, saved: SavedCustomer): void {
	const customer = new Customer(context, saved, saved.signal);
	restoreSent(customer, saved);
	for (const digits of saved.blocked) customer.blocked.add(digits);
	customer.received.push(...saved.received.map(restoreContent));
	customer.receipts.push(...saved.receipts);
	context.world.addCustomer(customer);
}

function restoreSent(person: Person, { sent }: SavedPerson): void {
	for (const message of sent) person.sent.set(message.id, restoreMessage(message));
}

function saveMessage<T extends { readonly message: proto.IMessage }>(of: T): Saved<T> {
	const { Message } = library().baileys.proto;
	return { ...of, message: Message.encode(of.message).finish() };
}

function restoreMessage<T>(of: T & { readonly message: Uint8Array }) {
	return { ...of, message: library().baileys.proto.Message.decode(of.message) };
}

/** What the person sees is made of the message again. */
function saveContent<T extends PhoneCopy | ReceivedMessage>(of: T): Saved<T> {
	return saveMessage({ ...of, content: undefined });
}

function restoreContent<T>(of: T & { readonly message: Uint8Array }) {
	const restored = restoreMessage(of);
	return { ...restored, content: readMessage(restored.message) };
}
