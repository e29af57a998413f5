import type { MediaContent, MediaSource } from '../../domain/outgoing/media.ts';

/**
 * A file as Meta takes it: by the id of an upload, or by a link that Meta fetches.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/image-messages
 */
export function mediaPayload(content: MediaContent) {
	const source = sourcePayload(content.media);
	switch (content.type) {
		case 'image':
		case 'video':
			return { ...source, ...captionPayload(content.caption) };
		case 'audio':
			return content.voice ? { ...source, voice: true } : source;
		case 'document':
			return {
				...source,
				...captionPayload(content.caption),
				...fileNamePayload(content.fileName),
			};
		case 'sticker':
			return source;
	}
}

/** Where Meta gets the file from. */
export function sourcePayload(
	source: MediaSource,
): { readonly id: string } | { readonly link: string } {
	return source.kind === 'id' ? { id: source.id } : { link: source.url };
}

/** The name under which the customer finds the file. */
export function fileNamePayload(fileName: string | null) {
	return fileName === null ? {} : { filename: fileName };
}

function captionPayload(caption: string | null) {
	return caption === null ? {} : { caption };
}
