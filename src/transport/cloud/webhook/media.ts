import type { InboundContent, InboundMedia } from '../../../domain/inbound-content.ts';
import { asObject, asText } from '../json.ts';
import type { ReadContent } from './content.ts';

type MediaType = Extract<InboundContent, { readonly media: InboundMedia }>['type'];

/** Reads a file; its caption is the text. The short-lived `url` is left out: the id is asked for one. */
export function readMedia(type: MediaType, value: unknown): ReadContent | undefined {
	const file = asObject(value);
	const id = asText(file?.['id']);
	if (file === undefined || id === undefined) return undefined;
	const media: InboundMedia = {
		id,
		mimeType: asText(file['mime_type']) ?? null,
		sha256: asText(file['sha256']) ?? null,
		fileName: asText(file['filename']) ?? null,
		...(type === 'audio' ? { voice: file['voice'] === true } : {}),
		...(type === 'sticker' ? { animated: file['animated'] === true } : {}),
	};
	return { content: { type, media }, text: asText(file['caption']) ?? null };
}
