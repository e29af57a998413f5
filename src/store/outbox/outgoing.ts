import type { Selectable } from 'kysely';
import type { Failure, MessageStatus } from '../../domain/message.ts';
import { readableText } from '../../domain/outgoing.ts';
import { contentOfRow } from './as-it-goes.ts';
import { noteSent } from '../desk/answered.ts';
import { isKept } from '../retention/erased.ts';
import type { NewEvent } from '../log/events.ts';
import { yieldEcho } from '../inbox/echo.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/** What proves that WhatsApp took a message: its answer, or a status of the message. */
export interface SentProof {
	readonly outboxId: string;
	readonly numberId: string;
	readonly providerId: string;
	readonly now: number;
}

/**
 * Turns a row that was handed over into a sent message, once: the answer to the send, a status
 * that overtook it, and one that arrives long after may all bring the proof.
 *
 * @returns the events of the first proof, `null` for every other.
 */
export async function recordSent(tx: Tx, proof: SentProof): Promise<readonly NewEvent[] | null> {
	const row = await tx.db
		.updateTable('outbox')
		.set({ state: 'sent', reason: null, failure_json: null, settled_at: proof.now })
		.where('id', '=', proof.outboxId)
		.where('number_id', '=', proof.numberId)
		.where('state', 'in', ['handing', 'uncertain'])
		.where(isKept)
		.returningAll()
		.executeTakeFirst();
	if (row === undefined) return null;
	await yieldEcho(tx, proof);
	await writeMessage(tx, row, { status: 'sent', providerId: proof.providerId, at: proof.now });
	const news = await noteSent(tx, row, proof.now);
	return [outgoingEvent(row, 'message.sent', 'sent'), ...news];
}

/** Notes that a message ended at the hand-over. */
export async function recordFailed(
	tx: Tx,
	row: Selectable<OutboxTable>,
	failure: Failure,
	now: number,
): Promise<NewEvent> {
	await writeMessage(tx, row, { status: 'failed', providerId: null, at: now, failure });
	return outgoingEvent(row, 'message.failed', 'failed');
}

/** Notes that nobody will ever know whether a message left. */
export async function recordUnknown(
	tx: Tx,
	row: Selectable<OutboxTable>,
	failure: Failure,
	now: number,
): Promise<NewEvent> {
	await writeMessage(tx, row, { status: 'uncertain', providerId: null, at: now, failure });
	return outgoingEvent(row, 'message.failed', 'uncertain');
}

interface Written {
	readonly status: MessageStatus;
	readonly providerId: string | null;
	readonly at: number;
	readonly failure?: Failure;
}

async function writeMessage(
	{ db }: Tx,
	row: Selectable<OutboxTable>,
	written: Written,
): Promise<void> {
	const content = contentOfRow(row);
	const said = {
		provider_id: written.providerId,
		status: written.status,
		status_at: written.at,
		failure_json: written.failure === undefined ? null : JSON.stringify(written.failure),
	};
	await db
		.insertInto('message')
		.values({
			...said,
			id: row.id,
			workspace_id: row.workspace_id,
			number_id: row.number_id,
			contact_id: row.contact_id,
			conversation_id: row.conversation_id,
			direction: 'out',
			origin: 'automation',
			type: content.type,
			text: readableText(content),
			reply_to: row.reply_to,
			sent_at: row.handed_at ?? written.at,
			created_at: written.at,
		})
		// One that was given up as unknown is proved sent after all.
		.onConflict((conflict) => conflict.column('id').doUpdateSet(said))
		.execute();
}

function outgoingEvent(
	row: Selectable<OutboxTable>,
	type: 'message.sent' | 'message.failed',
	status: MessageStatus,
): NewEvent {
	return {
		type,
		actor: 'automation',
		numberId: row.number_id,
		conversationId: row.conversation_id,
		contactId: row.contact_id,
		messageId: row.id,
		data: { status },
		cause: row.cause,
	};
}
