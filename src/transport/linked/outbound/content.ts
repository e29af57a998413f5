import type { ContactsContent } from '../../../domain/outgoing/contacts.ts';
import type { LocationContent } from '../../../domain/outgoing/location.ts';
import type { MediaContent } from '../../../domain/outgoing/media.ts';
import type { OutgoingContent } from '../../../domain/outgoing.ts';
import type { UploadedFile } from '../media/uploaded-file.ts';
import type { proto } from '../baileys.ts';
import { writeVcard } from './vcard.ts';

/** The message that is answered or reacted to. */
export interface Target {
	readonly id: string;
	/** The chat, as it is addressed. */
	readonly chat: string;
	readonly isOwn: boolean;
	/** What was said; empty if it is not known. */
	readonly text: string;
	/** The jid of who wrote it. */
	readonly author: string;
}

/** What goes into a message besides its content. */
export interface ContentParts {
	readonly target: Target | null;
	/** The file of a message that has one. */
	readonly file: UploadedFile | null;
	/** Milliseconds since 1970, UTC. */
	readonly now: number;
}

/**
 * A message as WhatsApp takes it. Links get no preview: it would have to be fetched by n8n.
 *
 * @returns `null` if something is missing that the content needs, or linked numbers cannot send it
 */
export function toMessage(content: OutgoingContent, parts: ContentParts): proto.IMessage | null {
	const { target } = parts;
	const context = target === null ? {} : { contextInfo: quoteOf(target) };
	switch (content.type) {
		case 'text':
			return { extendedTextMessage: { text: content.text, ...context } };
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return parts.file === null ? null : mediaMessage(content, parts.file, context);
		case 'location':
			return { locationMessage: { ...locationOf(content), ...context } };
		case 'contacts':
			return contactsMessage(content, context);
		case 'reaction':
			return target === null
				? null
				: {
						reactionMessage: {
							key: { remoteJid: target.chat, fromMe: target.isOwn, id: target.id },
							text: content.emoji,
							senderTimestampMs: parts.now,
						},
					};
		case 'buttons':
		case 'list':
		case 'link':
		case 'template':
			return null;
	}
}

/** The quote above an answer: the customer's phone shows what is in it, and finds the rest by the id. */
function quoteOf({ id, author, text }: Target): proto.IContextInfo {
	return { stanzaId: id, participant: author, quotedMessage: { conversation: text } };
}

type Context = { contextInfo?: proto.IContextInfo };

function mediaMessage(
	content: MediaContent,
	{ fields }: UploadedFile,
	context: Context,
): proto.IMessage {
	const { type } = content;
	switch (type) {
		case 'image':
			return { imageMessage: { ...fields, ...captionOf(content.caption), ...context } };
		case 'video':
			return { videoMessage: { ...fields, ...captionOf(content.caption), ...context } };
		case 'audio':
			return { audioMessage: { ...fields, ptt: content.voice, ...context } };
		case 'sticker':
			return { stickerMessage: { ...fields, ...context } };
		case 'document': {
			const fileName = content.fileName ?? fields.fileName ?? 'file';
			const name = { fileName, title: fileName };
			return {
				documentMessage: { ...fields, ...name, ...captionOf(content.caption), ...context },
			};
		}
	}
}

function captionOf(caption: string | null): { caption?: string } {
	return caption === null ? {} : { caption };
}

function locationOf({ latitude, longitude, name, address }: LocationContent) {
	return {
		degreesLatitude: latitude,
		degreesLongitude: longitude,
		...(name === null ? {} : { name }),
		...(address === null ? {} : { address }),
	};
}

function contactsMessage({ contacts }: ContactsContent, context: Context): proto.IMessage {
	const cards = contacts.map((card) => ({
		displayName: card.name.formatted,
		vcard: writeVcard(card),
	}));
	const [only] = cards;
	if (cards.length === 1 && only !== undefined) {
		return { contactMessage: { ...only, ...context } };
	}
	const displayName = `${cards.length} contacts`;
	return { contactsArrayMessage: { displayName, contacts: cards, ...context } };
}
