import type { SealedFile } from '../../../../domain/inbound-content.ts';
import { asObject, asText, type JsonObject } from '../../json.ts';
import { readContacts } from './contacts.ts';
import { readLocation } from './location.ts';
import { readMedia, type FileOrigin } from './media.ts';
import { readButtonReply, readFlowReply, readListReply, readTemplateReply } from './replies.ts';
import type { ReadContent } from './read.ts';

/** Reads the object that a kind of message holds; `undefined` if it cannot be read. */
type Reader = (object: JsonObject, origin: FileOrigin) => ReadContent | undefined;

const media =
	(kind: SealedFile['kind']): Reader =>
	(object, origin) =>
		readMedia(kind, object, origin);

/** By the name of the field, in the order in which they are looked for. */
const READERS: Readonly<Record<string, Reader>> = {
	extendedTextMessage: ({ text }) => ({ content: { type: 'text' }, text: asText(text) ?? '' }),
	imageMessage: media('image'),
	videoMessage: media('video'),
	ptvMessage: media('video'),
	audioMessage: media('audio'),
	documentMessage: media('document'),
	stickerMessage: media('sticker'),
	locationMessage: readLocation,
	liveLocationMessage: readLocation,
	contactMessage: readContacts,
	contactsArrayMessage: readContacts,
	reactionMessage: readReaction,
	buttonsResponseMessage: readButtonReply,
	templateButtonReplyMessage: readTemplateReply,
	listResponseMessage: readListReply,
	interactiveResponseMessage: readFlowReply,
};

/** Parts that go along with a message, or arrange something between devices: nothing to read. */
const SILENT: ReadonlySet<string> = new Set([
	'messageContextInfo',
	'senderKeyDistributionMessage',
	'fastRatchetKeySenderKeyDistributionMessage',
	'albumMessage',
	'pinInChatMessage',
	'keepInChatMessage',
	'call',
	'callLogMesssage',
	'chat',
]);

/** What we call kinds that are shown without their content. */
const WORDS: Readonly<Record<string, string>> = {
	placeholderMessage: 'view_once',
	pollCreationMessage: 'poll_creation',
	pollCreationMessageV2: 'poll_creation',
	pollCreationMessageV3: 'poll_creation',
	pollUpdateMessage: 'poll_vote',
};

/**
 * Reads what an unwrapped message carries. A kind that is new, or that cannot be read, is
 * `unsupported`: it is kept and shown, never dropped.
 *
 * @returns `null` if there is nothing in it that concerns people
 */
export function readContent(message: JsonObject, origin: FileOrigin): ReadContent | null {
	const plain = message['conversation'];
	if (typeof plain === 'string') return { content: { type: 'text' }, text: plain };
	for (const [name, read] of Object.entries(READERS)) {
		const object = asObject(message[name]);
		if (object !== undefined) return read(object, origin) ?? unsupported(name);
	}
	const strange = Object.keys(message).find((name) => !SILENT.has(name));
	return strange === undefined ? null : unsupported(strange);
}

/** What somebody sees in the place of a message that cannot be shown. */
export function unsupported(name: string): ReadContent {
	const word = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
	const kind = word ?? snakeCase(name.replace(/Message(V\d+)?$/, ''));
	return { content: { type: 'unsupported', kind, reason: null }, text: null };
}

/** Reads a reaction; the emoji is the text. One that is taken back has an empty one. */
function readReaction(reaction: JsonObject): ReadContent | undefined {
	const to = asText(asObject(reaction['key'])?.['id']);
	if (to === undefined) return undefined;
	const emoji = asText(reaction['text']) ?? null;
	return { content: { type: 'reaction', to, emoji }, text: emoji };
}

function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
