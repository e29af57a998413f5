import { wrong } from './outgoing/field.ts';
import type { MediaKind } from './outgoing/media.ts';

/** What WhatsApp takes of one kind of file. */
export interface MediaLimit {
	readonly types: readonly string[];
	readonly bytes: number;
	/** The formats, as a person calls them. */
	readonly words: string;
}

const KB = 1024;
const MB = 1024 * KB;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * Formats and sizes that can be uploaded.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
 */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, MediaLimit>> = {
	audio: {
		types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
		bytes: 16 * MB,
		words: 'AAC, AMR, MP3, MP4 or OGG (Opus)',
	},
	document: {
		types: [
			'text/plain',
			'application/pdf',
			'application/msword',
			'application/vnd.ms-excel',
			'application/vnd.ms-powerpoint',
			`${OFFICE}.wordprocessingml.document`,
			`${OFFICE}.spreadsheetml.sheet`,
			`${OFFICE}.presentationml.presentation`,
		],
		bytes: 100 * MB,
		words: 'PDF, plain text, Word, Excel or PowerPoint',
	},
	image: { types: ['image/jpeg', 'image/png'], bytes: 5 * MB, words: 'JPEG or PNG' },
	// An animated one; a still one may have 100 KB, which only its content tells.
	sticker: { types: ['image/webp'], bytes: 500 * KB, words: 'WebP of 512 by 512' },
	video: {
		types: ['video/mp4', 'video/3gpp'],
		bytes: 16 * MB,
		words: 'MP4 or 3GP with H.264 and AAC',
	},
};

/** Other names of the same formats. */
const ALIASES: Readonly<Record<string, string>> = {
	'image/jpg': 'image/jpeg',
	'audio/mp3': 'audio/mpeg',
	'audio/m4a': 'audio/mp4',
	'audio/x-m4a': 'audio/mp4',
	'audio/x-aac': 'audio/aac',
	'audio/opus': 'audio/ogg',
	'application/ogg': 'audio/ogg',
	'video/3gp': 'video/3gpp',
};

/** A media type as WhatsApp calls it: without parameters, in lower case. */
export function mediaType(mimeType: string): string {
	const plain = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return ALIASES[plain] ?? plain;
}

/**
 * Checks a file before it is uploaded.
 *
 * @param voice whether it is to be shown as a voice message
 * @throws TeamError `invalidInput`
 */
export function checkFile(
	kind: MediaKind,
	file: { readonly mimeType: string; readonly size: number },
	voice = false,
): void {
	const { types, bytes, words } = MEDIA_LIMITS[kind];
	const type = mediaType(file.mimeType);
	if (!types.includes(type)) {
		throw wrong(
			'Input Binary Field',
			`holds a file of the type ${type || 'unknown'}, which WhatsApp does not take as ${kind}`,
			`Send ${words}, or choose another message type.`,
		);
	}
	if (voice && type !== 'audio/ogg') {
		throw wrong(
			'Voice Message',
			`is on, but the file is of the type ${type}`,
			'A voice message must be OGG with the codec Opus. Convert the file, or switch the field off.',
		);
	}
	if (file.size === 0) {
		throw wrong('Input Binary Field', 'holds an empty file', 'See the node that makes it.');
	}
	if (file.size <= bytes) return;
	throw wrong(
		'Input Binary Field',
		`holds a file of ${inWords(file.size)}; WhatsApp takes at most ${inWords(bytes)} as ${kind}`,
		kind === 'document'
			? 'Make it smaller, or send a link to it.'
			: "Make it smaller, or send it as 'Document' if its format allows.",
	);
}

function inWords(bytes: number): string {
	return bytes < MB ? `${Math.ceil(bytes / KB)} KB` : `${(bytes / MB).toFixed(1)} MB`;
}
