import { json, flag, list, number, object, oneOf, optional, text } from './check.ts';
import type { Check, Shape } from './check.ts';
import type { IdentityChange, WrittenContent, WrittenMessage } from './content.ts';
import type { StoredFile } from './options.ts';

/** The kind of content that a type belongs to. */
type ContentOf<T, C = WrittenContent> = C extends { readonly type: infer K }
	? T extends K
		? C
		: never
	: never;
type Media = ContentOf<'image'>;

const media: Shape<Media> = {
	type: oneOf('image', 'video', 'audio', 'document', 'sticker'),
	media: object<StoredFile>({ id: text, mimeType: text, sha256: text }),
	caption: optional(text),
	fileName: optional(text),
	voice: optional(flag),
	animated: optional(flag),
};

const SHAPES: { readonly [T in WrittenContent['type']]: Shape<ContentOf<T>> } = {
	text: { type: oneOf('text'), text },
	image: media,
	video: media,
	audio: media,
	document: media,
	sticker: media,
	location: {
		type: oneOf('location'),
		latitude: number,
		longitude: number,
		name: optional(text),
		address: optional(text),
		url: optional(text),
	},
	contacts: { type: oneOf('contacts'), contacts: list(json) },
	reaction: { type: oneOf('reaction'), messageId: text, emoji: optional(text) },
	button: { type: oneOf('button'), payload: text, text },
	buttonReply: { type: oneOf('buttonReply'), id: text, title: text },
	listReply: { type: oneOf('listReply'), id: text, title: text, description: optional(text) },
	flowReply: { type: oneOf('flowReply'), response: json, name: optional(text) },
	callPermission: {
		type: oneOf('callPermission'),
		response: oneOf('accept', 'reject'),
		isPermanent: optional(flag),
		expiresAt: optional(number),
	},
	order: {
		type: oneOf('order'),
		catalogId: text,
		items: list(json),
		text: optional(text),
	},
	edit: {
		type: oneOf('edit'),
		messageId: text,
		content: (value, at) => content(value, at),
	},
	revoke: { type: oneOf('revoke'), messageId: text },
	unsupported: { type: oneOf('unsupported'), kind: text, code: optional(number) },
};

/** Reads the content of a message. */
const content: Check<WrittenContent> = (value, at) => {
	const types = Object.keys(SHAPES) as WrittenContent['type'][];
	const type = oneOf(...types)(json(value, at)['type'], `${at}.type`);
	return object(SHAPES[type] as Shape<WrittenContent>)(value, at);
};

const pairShape = { customer: text, phoneNumberId: optional(text) };

/** Reads messages that are written at the same moment. */
export const writtenMessages = list(
	object<WrittenMessage>({
		...pairShape,
		content,
		id: optional(text),
		timestamp: optional(number),
		context: optional(json),
		referral: optional(json),
		groupId: optional(text),
	}),
);

/** Reads `IdentityChange`. */
export const identityChange = object<IdentityChange>({
	...pairShape,
	waId: optional(text),
	userId: optional(text),
	keysOnly: optional(flag),
});
