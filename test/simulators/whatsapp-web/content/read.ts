import type { proto } from '@whiskeysockets/baileys';
import { library } from '../library.ts';
import type { FileKind } from './content.ts';
import { fileOf } from './files.ts';

/** What comes with most kinds of messages. */
interface Around {
	/** The id of the message that is answered. */
	readonly quoting?: string;
	readonly forwarded?: true;
	readonly disappearsAfterS?: number;
	readonly viewOnce?: true;
}

/** A message as the person who got it sees it. */
export type ReadContent = Around &
	(
		| { readonly kind: 'text'; readonly text: string }
		| {
				readonly kind: FileKind;
				readonly mimeType: string;
				/** Bytes. */
				readonly size: number;
				readonly caption?: string;
				readonly fileName?: string;
		  }
		| {
				readonly kind: 'location';
				readonly latitude: number;
				readonly longitude: number;
				readonly name?: string;
				readonly address?: string;
		  }
		| {
				readonly kind: 'contacts';
				readonly contacts: readonly { readonly name: string; readonly vcard: string }[];
		  }
		| { readonly kind: 'reaction'; readonly to: string; readonly emoji: string }
		| { readonly kind: 'edit'; readonly of: string; readonly text: string }
		| { readonly kind: 'delete'; readonly of: string }
		| {
				readonly kind: 'poll';
				readonly question: string;
				readonly options: readonly string[];
		  }
		/** The simulator has no name for it. */
		| { readonly kind: 'unknown'; readonly fields: readonly string[] }
	);

/** Reads a message that was decrypted. */
export function readMessage(sealed: proto.IMessage): ReadContent {
	const message = unwrap(sealed);
	const info = contextInfoOf(message);
	const viewOnce = isViewOnce(sealed.ephemeralMessage?.message ?? sealed);
	return {
		...readContent(message),
		...(info?.stanzaId ? { quoting: info.stanzaId } : {}),
		...(info?.isForwarded === true ? { forwarded: true } : {}),
		...(info?.expiration ? { disappearsAfterS: info.expiration } : {}),
		...(viewOnce ? { viewOnce: true } : {}),
	};
}

/** The text of a message: what was written, or the caption. */
export function textIn(content: ReadContent): string | undefined {
	if ('text' in content) return content.text;
	return 'caption' in content ? content.caption : undefined;
}

/** Takes a message out of everything that is wrapped around it. */
export function unwrap(message: proto.IMessage): proto.IMessage {
	const own = message.deviceSentMessage?.message ?? message;
	return library().baileys.normalizeMessageContent(own) ?? own;
}

function readContent(message: proto.IMessage): ReadContent {
	const text = textOf(message);
	if (text !== undefined) return { kind: 'text', text };
	const { locationMessage, reactionMessage, protocolMessage } = message;
	if (locationMessage) {
		const { degreesLatitude, degreesLongitude, name, address } = locationMessage;
		return {
			kind: 'location',
			latitude: degreesLatitude ?? 0,
			longitude: degreesLongitude ?? 0,
			...(name ? { name } : {}),
			...(address ? { address } : {}),
		};
	}
	if (reactionMessage) {
		const { key, text: emoji } = reactionMessage;
		return { kind: 'reaction', to: key?.id ?? '', emoji: emoji ?? '' };
	}
	if (protocolMessage) return readProtocol(protocolMessage);
	return readFile(message) ?? readContacts(message) ?? readPoll(message) ?? unknown(message);
}

function readProtocol(protocolMessage: proto.Message.IProtocolMessage): ReadContent {
	const { Type } = library().baileys.proto.Message.ProtocolMessage;
	const of = protocolMessage.key?.id ?? '';
	if (protocolMessage.type === Type.REVOKE) return { kind: 'delete', of };
	if (protocolMessage.type === Type.MESSAGE_EDIT) {
		return { kind: 'edit', of, text: textOf(protocolMessage.editedMessage ?? {}) ?? '' };
	}
	return unknown({ protocolMessage });
}

function readFile(message: proto.IMessage): ReadContent | undefined {
	const found = fileOf(message);
	if (found === undefined) return undefined;
	const { kind, file } = found;
	return {
		kind,
		mimeType: file.mimetype ?? '',
		size: Number(file.fileLength ?? 0),
		...(file.caption ? { caption: file.caption } : {}),
		...(file.fileName ? { fileName: file.fileName } : {}),
	};
}

function readContacts({
	contactMessage,
	contactsArrayMessage,
}: proto.IMessage): ReadContent | undefined {
	const cards = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
	if (!cards) return undefined;
	const contacts = cards.map(({ displayName, vcard }) => {
		return { name: displayName ?? '', vcard: vcard ?? '' };
	});
	return { kind: 'contacts', contacts };
}

function readPoll(message: proto.IMessage): ReadContent | undefined {
	const poll = message.pollCreationMessage ?? message.pollCreationMessageV3;
	if (!poll) return undefined;
	const options = (poll.options ?? []).map(({ optionName }) => optionName ?? '');
	return { kind: 'poll', question: poll.name ?? '', options };
}

function textOf({ conversation, extendedTextMessage }: proto.IMessage): string | undefined {
	return conversation || extendedTextMessage?.text || undefined;
}

function unknown(message: proto.IMessage): ReadContent {
	return { kind: 'unknown', fields: Object.keys(message) };
}

function isViewOnce(message: proto.IMessage): boolean {
	const { viewOnceMessage, viewOnceMessageV2, viewOnceMessageV2Extension } = message;
	return Boolean(viewOnceMessage ?? viewOnceMessageV2 ?? viewOnceMessageV2Extension);
}

function contextInfoOf(message: proto.IMessage): proto.IContextInfo | undefined {
	for (const part of Object.values(message)) {
		if (typeof part !== 'object' || part === null || !('contextInfo' in part)) continue;
		return (part as { readonly contextInfo?: proto.IContextInfo }).contextInfo;
	}
	return undefined;
}
