import type { InboundContent } from '../../../domain/inbound-content.ts';
import { readFailure } from '../failure.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { readEdit, readRevoke } from './changes.ts';
import { readContacts } from './contact-cards.ts';
import { readButton, readInteractive } from './interactive.ts';
import { readLocation } from './location.ts';
import { readMedia } from './media.ts';
import { readOrder } from './order.ts';
import { readReaction } from './reaction.ts';
import { readSystem } from './system.ts';

/** What a message carries, and the text of it that a person reads. */
export interface ReadContent {
	readonly content: InboundContent;
	readonly text: string | null;
}

/**
 * Reads the object that is named like the type of the message. A type that is new, or whose object
 * cannot be read, is `unsupported`: it is kept and shown, never dropped.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages
 */
export function readContent(type: string, message: JsonObject): ReadContent {
	return readKnown(type, message) ?? { content: unsupported(type, message), text: null };
}

function readKnown(type: string, message: JsonObject): ReadContent | undefined {
	switch (type) {
		case 'text': {
			const text = asText(asObject(message['text'])?.['body']) ?? '';
			return { content: { type }, text };
		}
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return readMedia(type, message[type]);
		case 'location':
			return readLocation(message[type]);
		case 'contacts':
			return readContacts(message[type]);
		case 'reaction':
			return readReaction(message[type]);
		case 'button':
			return readButton(message[type]);
		case 'interactive':
			return readInteractive(message[type]);
		case 'order':
			return readOrder(message[type]);
		case 'system':
			return readSystem(message);
		case 'edit':
			return readEdit(message[type]);
		case 'revoke':
			return readRevoke(message[type]);
		default:
			return undefined;
	}
}

/** Types by which Meta says that it does not pass a message on. */
const NAMELESS: readonly string[] = ['unsupported', 'unknown'];

function unsupported(type: string, message: JsonObject): InboundContent {
	const said = asText(asObject(message['unsupported'])?.['type']);
	const reason = readFailure(asList(message['errors'])[0])?.failure ?? null;
	return {
		type: 'unsupported',
		kind: said ?? (NAMELESS.includes(type) ? null : type),
		reason,
	};
}
