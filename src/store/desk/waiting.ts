import { SILENT_TYPES } from '../../domain/inbound-content.ts';
import type { Tx } from '../schema.ts';

/** The time of the oldest message of the customer that came after the last answer. */
export async function oldestUnanswered(
	{ db }: Tx,
	conversationId: string,
	answeredAt: number | null,
): Promise<number | null> {
	const row = await db
		.selectFrom('message')
		.select((eb) => eb.fn.min('sent_at').as('at'))
		.where('conversation_id', '=', conversationId)
		.where('direction', '=', 'in')
		.where('origin', '=', 'customer')
		.where('type', 'not in', [...SILENT_TYPES])
		.where('sent_at', '>', answeredAt ?? 0)
		.executeTakeFirst();
	return row?.at ?? null;
}
