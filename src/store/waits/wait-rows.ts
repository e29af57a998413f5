import type { Selectable } from 'kysely';
import type { MessageStatus } from '../../domain/message.ts';
import type { OutboxState } from '../../domain/outbox.ts';
import type { Asked } from '../../domain/wait.ts';
import type { WaitTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/** A wait, and where the message stands that it is about. */
export interface WaitRow extends Selectable<WaitTable> {
	readonly asked: Asked;
	/** WhatsApp's id of the message, `null` while it is not known. */
	readonly provider_id: string | null;
}

/** Which waits. What is absent restricts nothing. */
export interface WaitFilter {
	readonly outboxIds?: readonly string[];
	readonly conversationId?: string;
	/** Only those that wait for a reply. */
	readonly isArmed?: true;
}

/** Reads waits, the one that asked last first. */
export async function readWaits({ db }: Tx, filter: WaitFilter): Promise<readonly WaitRow[]> {
	let query = db
		.selectFrom('wait')
		.innerJoin('outbox', 'outbox.id', 'wait.outbox_id')
		.leftJoin('message', 'message.id', 'wait.outbox_id')
		.selectAll('wait')
		.select([
			'outbox.state as outbox_state',
			'outbox.handed_at',
			'outbox.expires_at',
			'message.status',
			'message.provider_id',
		])
		.orderBy('outbox.handed_at', 'desc')
		.orderBy('wait.outbox_id', 'desc');
	const { outboxIds, conversationId, isArmed } = filter;
	if (outboxIds !== undefined) query = query.where('wait.outbox_id', 'in', [...outboxIds]);
	if (conversationId !== undefined) {
		query = query.where('wait.conversation_id', '=', conversationId);
	}
	if (isArmed === true) query = query.where('wait.state', '=', 'armed');
	const rows = await query.execute();
	return rows.map(({ outbox_state, handed_at, expires_at, status, provider_id, ...wait }) => ({
		...wait,
		provider_id,
		asked: {
			state: outbox_state as OutboxState,
			status: status as MessageStatus | null,
			handedAt: handed_at,
			expiresAt: expires_at,
			withinMs: wait.within_ms,
		},
	}));
}
