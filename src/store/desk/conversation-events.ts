import type { Selectable } from 'kysely';
import type { Origin } from '../../domain/message.ts';
import type { NewEvent } from '../log/events.ts';
import type { ConversationTable } from '../schema/people.ts';

/** A conversation, as it stands in this transaction. */
export type ConversationRow = Selectable<ConversationTable>;

/** Who changes a conversation, and when. */
export interface Change {
	readonly actor: Origin;
	/** The execution in which it happens. Default: none. */
	readonly cause?: string | null;
	/** The message that brings it about; empty for none. */
	readonly messageId?: string;
	readonly now: number;
}

/** An event about a conversation. */
export function eventAbout(
	row: Pick<ConversationRow, 'id' | 'number_id' | 'contact_id'>,
	{ actor, cause = null, messageId = '' }: Change,
	type: NewEvent['type'],
	data: NonNullable<NewEvent['data']> = {},
): NewEvent {
	return {
		type,
		actor,
		numberId: row.number_id,
		conversationId: row.id,
		contactId: row.contact_id,
		messageId,
		data,
		cause,
	};
}
