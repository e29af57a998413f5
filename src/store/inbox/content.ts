import type { WrittenMessage } from '../../domain/inbound.ts';
import type { InboundContent } from '../../domain/inbound-content.ts';
import { contentParts, type MessagePart } from '../../domain/item.ts';

/** What a message carries besides its text, as `content_json` holds it. */
type Stored = Pick<WrittenMessage, 'content' | 'forwarded' | 'product' | 'referral'>;

/** The JSON of what a message carries; `null` for a plain text. */
export function toContentJson({ content, forwarded, product, referral }: Stored): string | null {
	const isPlain = content.type === 'text';
	if (isPlain && forwarded === null && product === null && referral === null) return null;
	return JSON.stringify({ content, forwarded, product, referral } satisfies Stored);
}

/** The same with another content: whence a message came stays when it is edited. */
export function withContent(json: string | null, content: InboundContent): string | null {
	return toContentJson({ ...readStored(json), content });
}

/** The content of a stored message. */
export function contentOf(json: string | null): InboundContent {
	return readStored(json).content;
}

/** The parts of an item that tell what a message carries. */
export function partsOf(json: string | null): Partial<MessagePart> {
	const { content, forwarded, product, referral } = readStored(json);
	return {
		...contentParts(content),
		...(forwarded === null ? {} : { forwarded }),
		...(product === null ? {} : { product }),
		...(referral === null ? {} : { referral }),
	};
}

function readStored(json: string | null): Stored {
	return json === null
		? { content: { type: 'text' }, forwarded: null, product: null, referral: null }
		: (JSON.parse(json) as Stored);
}
