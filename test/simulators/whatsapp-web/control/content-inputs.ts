import type { Check, Shape } from '../../graph-api/control/check.ts';
import {
	flag,
	json,
	list,
	number,
	object,
	oneOf,
	optional,
	text,
} from '../../graph-api/control/check.ts';
import type { JsonObject } from '../../graph-api/json.ts';
import type { Content, ContentInput, FileContent, SendOptions } from '../content/content.ts';
import { library } from '../library.ts';

/** A file, with its bytes in base64. */
export type FileJson = Omit<FileContent, 'data'> & { readonly base64: string };

/** Any message at all, in the JSON of protobuf: bytes are base64. */
export interface RawJson {
	readonly kind: 'raw';
	readonly message: JsonObject;
}

/** What a person can send, as JSON. */
export type ContentJson =
	string | Exclude<Content, FileContent | { readonly kind: 'raw' }> | FileJson | RawJson;

/** Who writes what to whom: our number and a customer's, in any notation. */
export interface WrittenJson {
	readonly phone: string;
	readonly customer: string;
	readonly content: ContentJson;
	readonly options?: SendOptions;
}

/** The same, read. */
export interface Written extends Omit<WrittenJson, 'content'> {
	readonly content: ContentInput;
}

type KindOf = Exclude<ContentJson, string>['kind'];
/** The content of one kind; files share their fields. */
type JsonOf<K extends KindOf, C = ContentJson> = C extends { readonly kind: infer L }
	? K extends L
		? C
		: never
	: never;

const file = {
	base64: text,
	mimeType: optional(text),
	caption: optional(text),
	fileName: optional(text),
};

const choice = { id: text, title: text };

const SHAPES: { readonly [K in KindOf]: Shape<Omit<JsonOf<K>, 'kind'>> } = {
	text: { text },
	image: file,
	video: file,
	audio: file,
	voice: file,
	document: file,
	sticker: file,
	location: {
		latitude: number,
		longitude: number,
		name: optional(text),
		address: optional(text),
	},
	contacts: { contacts: list(object({ name: text, phone: text })) },
	reaction: { to: text, emoji: text },
	edit: { of: text, text },
	delete: { of: text },
	buttonReply: choice,
	templateReply: choice,
	listReply: { ...choice, description: optional(text) },
	poll: { question: text, options: list(text) },
	raw: { message: json },
};

const content: Check<ContentInput> = (value, at) => {
	if (typeof value === 'string') return value;
	const kind = oneOf(...(Object.keys(SHAPES) as KindOf[]))(json(value, at)['kind'], `${at}.kind`);
	const shape = { ...SHAPES[kind], kind: oneOf(kind) };
	const read = object(shape as unknown as Shape<Exclude<ContentJson, string>>)(value, at);
	if ('base64' in read) {
		const { base64, ...about } = read;
		return { ...about, data: Buffer.from(base64, 'base64') };
	}
	if (read.kind === 'raw') {
		const message = library().baileys.proto.Message.fromObject(read.message);
		return { kind: 'raw', message };
	}
	return read;
};

/** Reads `WrittenJson`. */
export const written = object<Written>({
	phone: text,
	customer: text,
	content,
	options: optional(
		object<SendOptions>({
			id: optional(text),
			quoting: optional(text),
			forwarded: optional(flag),
			disappearsAfterS: optional(number),
			viewOnce: optional(oneOf('wrapped', 'phoneOnly')),
			addressing: optional(oneOf('lid', 'pn')),
		}),
	),
});
