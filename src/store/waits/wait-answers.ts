import type { InboundMessage } from '../../domain/inbound.ts';
import { isInTime } from '../../domain/wait.ts';
import type { Tx } from '../schema.ts';
import { readWaits } from './wait-rows.ts';

/** A message of a customer that has just been stored. */
export interface Reply {
	readonly conversationId: string;
	readonly messageId: string;
	/** The id that its event will have. */
	readonly eventId: string;
	readonly message: Pick<InboundMessage, 'sentAt' | 'replyTo'>;
	readonly now: number;
}

/**
 * Gives a reply to the run that waits for it: the one whose message the customer quoted, otherwise
 * the one that asked last, because people answer what they read last. The others go on waiting. A
 * test in the editor gets the same reply as well: it takes nothing away from production.
 */
export async function answerWaits(tx: Tx, reply: Reply): Promise<void> {
	const { sentAt, replyTo } = reply.message;
	const { conversationId } = reply;
	const rows = await readWaits(tx, { conversationId, isArmed: true });
	for (const isTest of [0, 1]) {
		const asked = rows.filter((row) => row.is_test === isTest && isInTime(row.asked, sentAt));
		const quoted = asked.find((row) => row.provider_id !== null && row.provider_id === replyTo);
		const chosen = quoted ?? asked[0];
		if (chosen !== undefined) await noteReply(tx, chosen.outbox_id, reply);
	}
}

/** Notes that a wait has its reply. */
export async function noteReply(
	{ db }: Tx,
	outboxId: string,
	{ messageId, eventId, now }: Pick<Reply, 'messageId' | 'eventId' | 'now'>,
): Promise<void> {
	await db
		.updateTable('wait')
		.set({
			state: 'replied',
			ending: 'replied',
			reply_message_id: messageId,
			reply_event_id: eventId,
			settled_at: now,
		})
		.where('outbox_id', '=', outboxId)
		.execute();
}
