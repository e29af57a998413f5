import type { Baileys, WAMessage } from '../baileys.ts';
import { isSamePerson } from '../jid.ts';
import { asObject, asTimestamp, type JsonObject } from '../json.ts';
import type { Envelope, OwnJids } from './message.ts';

/** The words on the outside of a message, as the stanza carries them. */
export type StanzaAttributes = Readonly<Record<string, string>>;

/** What is needed of them to read the message later. */
const KEPT = [
	'id',
	'from',
	'recipient',
	't',
	'notify',
	'sender_pn',
	'sender_lid',
	'recipient_pn',
	'recipient_lid',
	'peer_recipient_pn',
	'peer_recipient_lid',
] as const;

/** Where the other address of the customer stands: as the sender's, or as the recipient's. */
const SENDER_ALT = ['sender_pn', 'sender_lid'] as const;
const RECIPIENT_ALT = [
	'peer_recipient_pn',
	'peer_recipient_lid',
	'recipient_pn',
	'recipient_lid',
] as const;

/** The attributes that {@link openEnvelope} reads. */
export function keptAttributes(attrs: StanzaAttributes): StanzaAttributes {
	const kept = KEPT.map((name) => [name, attrs[name]] as const);
	return Object.fromEntries(
		kept.filter((entry): entry is [(typeof KEPT)[number], string] => entry[1] !== undefined),
	);
}

/**
 * Puts a decrypted message together.
 *
 * @param plaintext as it was decrypted, padding included
 * @throws if it is no message
 */
export function openEnvelope(
	baileys: Baileys,
	attrs: StanzaAttributes,
	plaintext: Uint8Array,
	own: OwnJids,
): Envelope {
	const isOwn = own.some((one) => isSamePerson(one, attrs['from']));
	const chat = isOwn ? (attrs['recipient'] ?? attrs['from']) : attrs['from'];
	const names = isOwn ? RECIPIENT_ALT : SENDER_ALT;
	return {
		chat,
		chatAlt: names.map((name) => attrs[name]).find((alt) => isOther(alt, chat, own)),
		id: attrs['id'],
		isOwn,
		timestamp: attrs['t'],
		pushName: attrs['notify'],
		message: plainMessage(
			baileys,
			baileys.proto.Message.decode(baileys.unpadRandomMax16(plaintext)),
		),
	};
}

/**
 * Puts a message together that the library has opened itself.
 *
 * @returns `undefined` for one that could not be decrypted: it comes again
 */
export function envelopeOf(
	baileys: Baileys,
	{ key, message, messageTimestamp, pushName, messageStubType }: WAMessage,
	own: OwnJids,
): Envelope | undefined {
	const isHidden = (key as { isViewOnce?: boolean }).isViewOnce === true;
	const hasStub =
		messageStubType !== undefined && messageStubType !== null && messageStubType !== 0;
	const isEmpty = message === undefined || message === null;
	if (hasStub || (isEmpty && !isHidden)) return undefined;
	const chat = key.remoteJid;
	const alt = key.remoteJidAlt;
	return {
		chat,
		chatAlt: isOther(alt, chat, own) ? alt : undefined,
		id: key.id,
		isOwn: key.fromMe === true,
		timestamp:
			asTimestamp(Number(messageTimestamp)) === undefined
				? undefined
				: Number(messageTimestamp),
		pushName,
		message: isEmpty ? null : plainMessage(baileys, message),
	};
}

/** Whether an address can be the other one of the customer: the library puts our own there now and then. */
function isOther(
	alt: string | null | undefined,
	chat: string | null | undefined,
	own: OwnJids,
): boolean {
	if (alt === undefined || alt === null) return false;
	return !isSamePerson(alt, chat) && !own.some((one) => isSamePerson(one, alt));
}

/** A message as plain JSON: bytes in base64, large numbers as numbers. */
function plainMessage(baileys: Baileys, message: object): JsonObject {
	const { Message } = baileys.proto;
	const plain: unknown = Message.toObject(message as InstanceType<typeof Message>, {
		longs: Number,
		bytes: String,
	});
	return asObject(plain) ?? {};
}
