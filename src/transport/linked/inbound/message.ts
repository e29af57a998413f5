import type { InboundMessage, RecordedMessage, WrittenMessage } from '../../../domain/inbound.ts';
import { isPerson, isSamePerson, keysOf, parseJid } from '../jid.ts';
import { asObject, asText, asTimestamp, withoutDepths, type JsonObject } from '../json.ts';
import { readChange } from './content/changes.ts';
import { readContent, unsupported } from './content/content.ts';
import type { FileOrigin } from './content/media.ts';
import type { ReadContent } from './content/read.ts';
import { readContext } from './context.ts';
import { unwrap } from './unwrap.ts';

/** A message as it lay in its envelope, decrypted. */
export interface Envelope {
	/** With whom the chat is. */
	readonly chat: string | null | undefined;
	/** The same person by the other kind of address, where the envelope tells it. */
	readonly chatAlt: string | null | undefined;
	readonly id: string | null | undefined;
	/** Written by the number itself: on its phone, or on another linked device. */
	readonly isOwn: boolean;
	/** Unix seconds. */
	readonly timestamp: unknown;
	/** The name that the sender gave in the profile. */
	readonly pushName: string | null | undefined;
	/** What it says, as plain JSON with bytes in base64; `null` for what linked devices may not see. */
	readonly message: JsonObject | null;
}

/** What a message turned out to be. */
export type ReadMessage =
	| { readonly kind: 'message'; readonly message: InboundMessage }
	| { readonly kind: 'recorded'; readonly message: RecordedMessage }
	/** Nothing for people: keys, settings, the number writing to itself. */
	| { readonly kind: 'nothing' }
	| { readonly kind: 'group' }
	| { readonly kind: 'unreadable' };

/** What the number itself is called: its jids. */
export type OwnJids = readonly (string | null | undefined)[];

/** Reads a message. Never throws. */
export function readMessage(envelope: Envelope, own: OwnJids): ReadMessage {
	const { chat, chatAlt, id, isOwn } = envelope;
	const jid = parseJid(chat);
	if (jid.kind === 'group') return { kind: 'group' };
	if (!isPerson(jid)) return { kind: 'nothing' };
	if (own.some((one) => isSamePerson(one, chat))) return { kind: 'nothing' };
	const contact = keysOf(chat, chatAlt);
	const sentAt = asTimestamp(envelope.timestamp);
	const providerId = asText(id);
	if (contact.length === 0 || sentAt === undefined || providerId === undefined) {
		return { kind: 'unreadable' };
	}
	const origin: FileOrigin = { chat: chat ?? '', id: providerId, isOwn };
	const read = readWhole(envelope.message, origin);
	if (read === null) return { kind: 'nothing' };
	const written: WrittenMessage = {
		providerId,
		content: read.content,
		text: read.text,
		...read.context,
		product: null,
		sentAt,
		raw: rawOf(envelope),
	};
	const name = asText(envelope.pushName) ?? null;
	if (!isOwn) {
		return { kind: 'message', message: { ...written, sender: contact, senderName: name } };
	}
	return {
		kind: 'recorded',
		message: {
			...written,
			origin: 'phone',
			direction: 'out',
			contact,
			// The name on it is our own.
			contactName: null,
			status: 'sent',
		},
	};
}

interface ReadWhole extends ReadContent {
	readonly context: ReturnType<typeof readContext>;
}

function readWhole(message: JsonObject | null, origin: FileOrigin): ReadWhole | null {
	const none = readContext({});
	if (message === null) return { ...unsupported('placeholderMessage'), context: none };
	const inner = unwrap(message);
	if (inner === undefined) return { ...unsupported('unknownMessage'), context: none };
	const protocol = asObject(inner['protocolMessage']);
	if (protocol === undefined) {
		const read = readContent(inner, origin);
		return read === null ? null : { ...read, context: readContext(inner) };
	}
	const change = readChange(protocol, origin);
	if (change === null) return null;
	return { ...(change ?? unsupported('protocolMessage')), context: none };
}

/** Keys and secrets, and pictures that would weigh more than all the rest. */
const LEFT_OUT =
	/^(mediaKey|messageSecret|messageContextInfo|.*(thumbnail|sidecar|waveform|sha256|keytimestamp).*|limitSharing.*)$/i;

function rawOf({ chat, chatAlt, id, isOwn, timestamp, pushName, message }: Envelope): unknown {
	return {
		key: {
			remoteJid: chat,
			...(chatAlt === null || chatAlt === undefined ? {} : { remoteJidAlt: chatAlt }),
			fromMe: isOwn,
			id,
		},
		messageTimestamp: Number(timestamp),
		pushName: pushName ?? null,
		message: withoutDepths(message, (name) => LEFT_OUT.test(name)),
	};
}
