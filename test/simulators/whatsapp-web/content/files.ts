import type { proto } from '@whiskeysockets/baileys';
import type { Context } from '../context.ts';
import { encryptFile } from '../media/cipher.ts';
import type { FileContent, FileKind } from './content.ts';

/** The field of a message that holds a file of the kind. */
export const FILE_FIELDS = {
	image: 'imageMessage',
	video: 'videoMessage',
	audio: 'audioMessage',
	voice: 'audioMessage',
	document: 'documentMessage',
	sticker: 'stickerMessage',
} as const satisfies Record<FileKind, keyof proto.IMessage>;

const MIME_TYPES: Readonly<Record<FileKind, string>> = {
	image: 'image/jpeg',
	video: 'video/mp4',
	audio: 'audio/mpeg',
	voice: 'audio/ogg; codecs=opus',
	document: 'application/pdf',
	sticker: 'image/webp',
};

/** Encrypts a file, puts it where clients download it, and makes the message that says where. */
export function writeFile(
	context: Context,
	content: FileContent,
	info: { readonly contextInfo?: proto.IContextInfo },
): proto.IMessage {
	const { kind, data, mimeType = MIME_TYPES[kind], caption, fileName } = content;
	const { encrypted, ...keys } = encryptFile(kind, data);
	const place = context.media.put(encrypted);
	const file = {
		...place,
		...keys,
		mimetype: mimeType,
		fileLength: data.length,
		mediaKeyTimestamp: Math.floor(context.clock.now() / 1000),
		...info,
	};
	const text = caption === undefined ? {} : { caption };
	switch (kind) {
		case 'image':
		case 'video':
			return { [FILE_FIELDS[kind]]: { ...file, ...text } };
		case 'audio':
		case 'voice':
			return { audioMessage: { ...file, ptt: kind === 'voice', seconds: 3 } };
		case 'sticker':
			return { stickerMessage: file };
		case 'document': {
			const name = fileName ?? 'document.pdf';
			const documentMessage = { ...file, ...text, fileName: name, title: name };
			// A phone wraps a document that has a caption.
			return caption === undefined
				? { documentMessage }
				: { documentWithCaptionMessage: { message: { documentMessage } } };
		}
	}
}

/** Where the file of a message is and how it is decrypted; undefined if it has none. */
export function fileOf(
	message: proto.IMessage,
): { readonly kind: FileKind; readonly file: FileFields } | undefined {
	for (const kind of Object.keys(FILE_FIELDS) as FileKind[]) {
		const file = message[FILE_FIELDS[kind]];
		if (!file) continue;
		const isVoice = message.audioMessage?.ptt === true;
		return { kind: kind === 'audio' && isVoice ? 'voice' : kind, file };
	}
	return undefined;
}

/** What the messages with files have in common. */
export type FileFields = Pick<
	proto.Message.IDocumentMessage,
	| 'url'
	| 'directPath'
	| 'mediaKey'
	| 'mimetype'
	| 'fileSha256'
	| 'fileEncSha256'
	| 'fileLength'
	| 'contextInfo'
> & { readonly caption?: string | null; readonly fileName?: string | null };
