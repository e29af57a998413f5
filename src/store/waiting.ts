import { SILENT_TYPES } from '../domain/inbound-content.ts';
import type { Tx } from './schema.ts';

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

/**
 * Notes an answer that was not sent by us. What the customer wrote after it still waits: messages
 * arrive in any order.
 */
export async function noteAnswer(tx: Tx, conversationId: string, sentAt: number): Promise<void> {
	const { last_outbound_at: last } = await tx.db
		.selectFrom('conversation')
		.select('last_outbound_at')
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	const answeredAt = Math.max(last ?? sentAt, sentAt);
	await tx.db
		.updateTable('conversation')
		.set({
			last_outbound_at: answeredAt,
			waiting_since: await oldestUnanswered(tx, conversationId, answeredAt),
		})
		.where('id', '=', conversationId)
		.execute();
}
