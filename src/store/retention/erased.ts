import type { ExpressionBuilder } from 'kysely';
import type { OutgoingContent } from '../../domain/outgoing.ts';
import type { Tables } from '../schema.ts';

/**
 * The reason of rows of the outbox whose content was deleted before they came to an end: they are
 * never handed over, and nothing that is heard of them is written down.
 */
export const ERASED = 'erased';

/** What stands in place of a message that was deleted. */
export const NO_CONTENT = JSON.stringify({
	type: 'text',
	text: '',
	linkPreview: false,
} satisfies OutgoingContent);

/** Whether a row of the outbox still has what is to be heard of. */
export function isKept(eb: ExpressionBuilder<Pick<Tables, 'outbox'>, 'outbox'>) {
	return eb('outbox.reason', 'is distinct from', ERASED);
}
