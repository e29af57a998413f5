import type { InboundMedia, SealedFile } from '../../../../domain/inbound-content.ts';
import { asNumber, asText, type JsonObject } from '../../json.ts';
import type { ReadContent } from './read.ts';

/** The message a file came with, as WhatsApp names it. */
export type FileOrigin = SealedFile['message'];

/** Reads a file; its caption is the text. */
export function readMedia(
	kind: SealedFile['kind'],
	file: JsonObject,
	message: FileOrigin,
): ReadContent | undefined {
	const sealed = readSealed(kind, file, message);
	if (sealed === undefined) return undefined;
	const media: InboundMedia = {
		id: message.id,
		mimeType: asText(file['mimetype']) ?? null,
		sha256: asText(file['fileSha256']) ?? null,
		fileName: asText(file['fileName']) ?? asText(file['title']) ?? null,
		...(kind === 'audio' ? { voice: file['ptt'] === true } : {}),
		...(kind === 'sticker' ? { animated: file['isAnimated'] === true } : {}),
		sealed,
	};
	return { content: { type: kind, media }, text: asText(file['caption']) ?? null };
}

/** @returns `undefined` where nothing opens the file, or it lies nowhere. */
function readSealed(
	kind: SealedFile['kind'],
	file: JsonObject,
	message: FileOrigin,
): SealedFile | undefined {
	const key = asText(file['mediaKey']);
	const path = asText(file['directPath']) ?? null;
	const url = asText(file['url']) ?? null;
	if (key === undefined || (path === null && url === null)) return undefined;
	const sealedSha256 = asText(file['fileEncSha256']) ?? null;
	return {
		kind,
		path,
		url,
		key,
		sealedSha256,
		size: asNumber(file['fileLength']) ?? null,
		message,
	};
}
