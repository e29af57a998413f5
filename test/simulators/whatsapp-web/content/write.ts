import { randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import type { Context } from '../context.ts';
import { library } from '../library.ts';
import { digitsOf } from '../wire/jid.ts';
import type { Person, SentMessage } from '../world/person.ts';
import type { Contact, Content, ContentInput, SendOptions } from './content.ts';
import { writeFile } from './files.ts';

/** A message as a phone makes it, and what its stanza says of it. */
export type WrittenMessage = Pick<SentMessage, 'message' | 'type' | 'edit' | 'phoneOnly'>;

/** In which chat a message is written. */
export interface Chat {
	readonly context: Context;
	readonly from: Person;
	readonly to: Person;
}

/** What the `edit` of a stanza says. */
const EDITS = { edit: '1', delete: '7' } as const;

/** Makes the message that a phone would make. */
export function writeMessage(
	chat: Chat,
	input: ContentInput,
	options: SendOptions = {},
): WrittenMessage {
	const content: Content = typeof input === 'string' ? { kind: 'text', text: input } : input;
	const info = contextInfo(chat, options);
	const bare = writeContent(chat, content, info);
	const wrapped = wrap(bare, options);
	// Phones say something of themselves with most messages.
	const about = { deviceListMetadataVersion: 2, messageSecret: randomBytes(32) };
	return {
		message:
			content.kind === 'raw' ? content.message : { ...wrapped, messageContextInfo: about },
		type: stanzaType(content),
		...(content.kind === 'edit' || content.kind === 'delete'
			? { edit: EDITS[content.kind] }
			: {}),
		...(options.viewOnce === 'phoneOnly' ? { phoneOnly: true } : {}),
	};
}

function writeContent(
	chat: Chat,
	content: Content,
	contextInfo: proto.IContextInfo | undefined,
): proto.IMessage {
	const { Message } = library().baileys.proto;
	const info = contextInfo === undefined ? {} : { contextInfo };
	switch (content.kind) {
		case 'text':
			return contextInfo === undefined
				? { conversation: content.text }
				: { extendedTextMessage: { text: content.text, ...info } };
		case 'location': {
			const { latitude, longitude, name, address } = content;
			return {
				locationMessage: {
					degreesLatitude: latitude,
					degreesLongitude: longitude,
					...(name === undefined ? {} : { name }),
					...(address === undefined ? {} : { address }),
					...info,
				},
			};
		}
		case 'contacts':
			return writeContacts(content.contacts, info);
		case 'reaction': {
			const senderTimestampMs = chat.context.clock.now();
			const key = keyOf(chat, content.to);
			return { reactionMessage: { key, text: content.emoji, senderTimestampMs } };
		}
		case 'edit': {
			const editedMessage = { conversation: content.text };
			const protocolMessage = {
				key: keyOf(chat, content.of),
				type: Message.ProtocolMessage.Type.MESSAGE_EDIT,
				editedMessage,
				timestampMs: chat.context.clock.now(),
			};
			return { editedMessage: { message: { protocolMessage } } };
		}
		case 'delete': {
			const type = Message.ProtocolMessage.Type.REVOKE;
			return { protocolMessage: { key: keyOf(chat, content.of), type } };
		}
		case 'buttonReply':
			return {
				buttonsResponseMessage: {
					selectedButtonId: content.id,
					selectedDisplayText: content.title,
					type: Message.ButtonsResponseMessage.Type.DISPLAY_TEXT,
					...info,
				},
			};
		case 'templateReply': {
			const { id: selectedId, title: selectedDisplayText } = content;
			return { templateButtonReplyMessage: { selectedId, selectedDisplayText, ...info } };
		}
		case 'listReply':
			return {
				listResponseMessage: {
					title: content.title,
					listType: Message.ListResponseMessage.ListType.SINGLE_SELECT,
					singleSelectReply: { selectedRowId: content.id },
					...(content.description === undefined
						? {}
						: { description: content.description }),
					...info,
				},
			};
		case 'poll':
			return {
				pollCreationMessageV3: {
					name: content.question,
					options: content.options.map((optionName) => ({ optionName })),
					selectableOptionsCount: 1,
					...info,
				},
			};
		case 'raw':
			return content.message;
		case 'image':
		case 'video':
		case 'audio':
		case 'voice':
		case 'document':
		case 'sticker':
			return writeFile(chat.context, content, info);
	}
}

function writeContacts(
	contacts: readonly Contact[],
	info: { readonly contextInfo?: proto.IContextInfo },
): proto.IMessage {
	const cards = contacts.map(({ name, phone }) => {
		const tel = `TEL;type=CELL;waid=${digitsOf(phone)}:${phone}`;
		const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, tel];
		return { displayName: name, vcard: [...lines, 'END:VCARD'].join('\n') };
	});
	const [first] = cards;
	if (first !== undefined && cards.length === 1) return { contactMessage: { ...first, ...info } };
	const displayName = `${cards.length} contacts`;
	return { contactsArrayMessage: { displayName, contacts: cards, ...info } };
}

/** Names a message as it is named in the chat of the person who writes. */
function keyOf({ context, from, to }: Chat, id: string): proto.IMessageKey {
	const meant = context.world.message(id);
	return { remoteJid: to.lidJid, fromMe: meant.from === from.digits, id };
}

function contextInfo(
	{ context }: Chat,
	{ quoting, forwarded, disappearsAfterS }: SendOptions,
): proto.IContextInfo | undefined {
	if (quoting === undefined && forwarded !== true && disappearsAfterS === undefined) {
		return undefined;
	}
	const quoted = quoting === undefined ? undefined : context.world.message(quoting);
	return {
		...(quoted === undefined
			? {}
			: {
					stanzaId: quoted.id,
					participant: context.world.person(quoted.from).lidJid,
					quotedMessage: quoted.message,
				}),
		...(forwarded === true ? { isForwarded: true, forwardingScore: 1 } : {}),
		...(disappearsAfterS === undefined ? {} : { expiration: disappearsAfterS }),
	};
}

function wrap(
	message: proto.IMessage,
	{ disappearsAfterS, viewOnce }: SendOptions,
): proto.IMessage {
	const once = viewOnce === 'wrapped' ? { viewOnceMessageV2: { message } } : message;
	return disappearsAfterS === undefined ? once : { ephemeralMessage: { message: once } };
}

function stanzaType({ kind }: Content): string {
	switch (kind) {
		case 'text':
		case 'edit':
		case 'delete':
		case 'raw':
			return 'text';
		case 'reaction':
		case 'poll':
			return kind;
		case 'buttonReply':
		case 'templateReply':
		case 'listReply':
		case 'location':
		case 'contacts':
		case 'image':
		case 'video':
		case 'audio':
		case 'voice':
		case 'document':
		case 'sticker':
			return 'media';
	}
}
