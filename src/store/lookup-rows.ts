import type { Selectable } from 'kysely';
import type { Direction, Failure, MessageStatus, Origin } from '../domain/message.ts';
import type { FoundConversation, ShownMessage } from '../ports/store.ts';
import { part, readParts } from './parts.ts';
import type { MessageTable, Tx } from './schema.ts';

const COLUMNS = [
	'conversation.id',
	'conversation.number_id',
	'conversation.contact_id',
	'conversation.team',
	'conversation.waiting_since',
	'conversation.first_inbound_at',
	'conversation.last_inbound_at',
	'conversation.last_outbound_at',
	'conversation.unowned_since',
	'conversation.snoozed_until',
	'conversation.resolved_at',
	'conversation.outcome',
	'conversation.created_at',
] as const;

/**
 * Conversations as a list shows them, in the order of their ids here.
 *
 * @param messageIds which message to show of each; absent: the newest
 */
export async function readConversationsFound(
	tx: Tx,
	ids: readonly string[],
	messageIds?: readonly string[],
): Promise<readonly FoundConversation[]> {
	if (ids.length === 0) return [];
	const rows = await tx.db
		.selectFrom('conversation')
		.select(COLUMNS)
		.where('id', 'in', [...ids])
		.execute();
	const parts = await readParts(
		tx,
		rows.map((row) => ({ ...row, conversation_id: row.id })),
	);
	const messages = await readShown(tx, messageIds ?? (await newestMessages(tx, ids)));
	const byId = new Map(rows.map((row) => [row.id, row]));
	return ids.map((id) => {
		const row = part(byId, id);
		return {
			number: part(parts.numbers, row.number_id),
			contact: part(parts.contacts, row.contact_id),
			conversation: part(parts.conversations, id),
			team: row.team,
			waitingSince: row.waiting_since,
			firstInboundAt: row.first_inbound_at,
			lastInboundAt: row.last_inbound_at,
			lastOutboundAt: row.last_outbound_at,
			unownedSince: row.unowned_since,
			snoozedUntil: row.snoozed_until,
			resolvedAt: row.resolved_at,
			outcome: row.outcome,
			createdAt: row.created_at,
			message: messages.find(({ conversationId }) => conversationId === id)?.message ?? null,
		};
	});
}

async function newestMessages({ db }: Tx, ids: readonly string[]): Promise<readonly string[]> {
	const rows = await db
		.selectFrom('conversation')
		.select((eb) =>
			eb
				.selectFrom('message')
				.select('message.id')
				.whereRef('message.conversation_id', '=', 'conversation.id')
				.orderBy('message.sent_at', 'desc')
				.orderBy('message.id', 'desc')
				.limit(1)
				.as('newest'),
		)
		.where('conversation.id', 'in', [...ids])
		.execute();
	return rows.flatMap(({ newest }) => (newest === null ? [] : [newest]));
}

/** Messages by their ids, with the conversations they belong to. */
export async function readShown(
	{ db }: Tx,
	ids: readonly string[],
): Promise<readonly { readonly conversationId: string; readonly message: ShownMessage }[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.selectFrom('message')
		.leftJoin('outbox', 'outbox.id', 'message.id')
		.selectAll('message')
		.select('outbox.acting_agent')
		.where('message.id', 'in', [...ids])
		.execute();
	return rows.map((row) => ({ conversationId: row.conversation_id, message: toShown(row) }));
}

/** A message as lists show it. */
export function toShown(
	row: Selectable<MessageTable> & { readonly acting_agent: string | null },
): ShownMessage {
	return {
		id: row.id,
		providerId: row.provider_id,
		direction: row.direction as Direction,
		origin: row.origin as Origin,
		type: row.type,
		text: row.deleted_at === null ? row.text : null,
		status: row.status as MessageStatus | null,
		failure: row.failure_json === null ? null : (JSON.parse(row.failure_json) as Failure),
		agent: row.acting_agent,
		sentAt: row.sent_at,
		editedAt: row.edited_at,
		deletedAt: row.deleted_at,
	};
}
