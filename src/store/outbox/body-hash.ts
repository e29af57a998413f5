import { createHash } from 'node:crypto';
import type { OutgoingContent } from '../../domain/outgoing.ts';
import { textToCompare } from '../../domain/caps/same-text.ts';

/**
 * Stands for what a message says, so that the same one is seen again without being kept.
 *
 * @returns `null` for what says nothing by words, which may be the same as often as one likes
 */
export function bodyHash(content: OutgoingContent): string | null {
	const text = textToCompare(content);
	return text === null
		? null
		: createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
