import { whyNotPublic } from '../public-url.ts';
import { checkLength, wrong } from './field.ts';

/** Where WhatsApp gets a file from: uploaded before, or fetched by WhatsApp itself. */
export type MediaSource =
	{ readonly kind: 'id'; readonly id: string } | { readonly kind: 'url'; readonly url: string };

/** A picture or a film. */
export interface CaptionedContent {
	readonly type: 'image' | 'video';
	readonly media: MediaSource;
	/** At most 1024 characters. */
	readonly caption: string | null;
}

/** A recording. */
export interface AudioContent {
	readonly type: 'audio';
	readonly media: MediaSource;
	/** Whether it is shown as a voice message: OGG with the codec Opus alone. */
	readonly voice: boolean;
}

/** A file to keep. */
export interface DocumentContent {
	readonly type: 'document';
	readonly media: MediaSource;
	/** At most 1024 characters. */
	readonly caption: string | null;
	/** How the file is called at the customer. */
	readonly fileName: string | null;
}

/** A sticker. */
export interface StickerContent {
	readonly type: 'sticker';
	readonly media: MediaSource;
}

/** What is a file. */
export type MediaContent = CaptionedContent | AudioContent | DocumentContent | StickerContent;

/** The kinds of files. */
export type MediaKind = MediaContent['type'];

/**
 * The longest caption, in characters.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/image-messages
 */
export const MAX_CAPTION_LENGTH = 1024;

/** Longer names are none that a file system keeps. */
export const MAX_FILE_NAME_LENGTH = 240;

/** What a workspace allows. */
export interface SourceRules {
	/** Whether files may be named by addresses of a private network. */
	readonly privateAddresses: boolean;
}

/** @throws TeamError `invalidInput` */
export function checkMedia(content: MediaContent, rules: SourceRules): void {
	checkSource(content.media, rules);
	if ('caption' in content) checkLength('Caption', content.caption, MAX_CAPTION_LENGTH);
	if (content.type === 'document') {
		checkLength('File Name', content.fileName, MAX_FILE_NAME_LENGTH);
	}
}

/**
 * Checks where a file comes from.
 *
 * @throws TeamError `invalidInput`
 */
export function checkSource(source: MediaSource, { privateAddresses }: SourceRules): void {
	switch (source.kind) {
		case 'id':
			if (/^\d{1,64}$/.test(source.id)) return;
			throw wrong(
				'Media ID',
				'is not the ID of an uploaded file, which holds digits alone',
				"Take the ID of a file that was uploaded to the same number, or choose 'Binary' or 'URL'.",
			);
		case 'url': {
			const why = whyNotPublic(source.url, privateAddresses);
			if (why === null) return;
			throw wrong(
				'Media URL',
				why,
				"WhatsApp fetches the file itself: give an address that begins with https:// and is open to everybody, or choose 'Binary'.",
			);
		}
	}
}
