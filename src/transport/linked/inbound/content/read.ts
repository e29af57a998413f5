import type { InboundContent } from '../../../../domain/inbound-content.ts';

/** What a message carries, and the text of it that a person reads. */
export interface ReadContent {
	readonly content: InboundContent;
	readonly text: string | null;
}
