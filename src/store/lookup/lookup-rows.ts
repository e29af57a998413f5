import type { Selectable } from 'kysely';
import type { Direction, Failure, MessageStatus, Origin } from '../../domain/message.ts';
import type { FoundConversation, ShownMessage } from '../../ports/store.ts';
import {
	CONVERSATION_PART,
	part,
	readContacts,
	readNumbers,
	toConversationPart,
} from '../log/parts.ts';
import type { MessageTable } from '../schema/log.ts';
import type { Tx } from '../schema.ts';

/**
 * Conversations as a list shows them, in the order of their ids here: such as were not merged.
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
		.select([...CONVERSATION_PART, ...COLUMNS])
		.where('id', 'in', [...ids])
		.execute();
	const all = (column: 'number_id' | 'contact_id'): string[] => [
		...new Set(rows.map((row) => row[column])),
	];
	const numbers = await readNumbers(tx, all('number_id'));
	const contacts = await readContacts(tx, all('contact_id'));
	const shown = messagesShown(tx);
	const messages = await (
		messageIds === undefined
			? shown.where('message.id', 'in', newestOf(tx, ids))
			: shown.where('message.id', 'in', [...messageIds])
	).execute();
	const messageOf = new Map(messages.map((row) => [row.conversation_id, toShown(row)]));
	const byId = new Map(rows.map((row) => [row.id, row]));
	return ids.map((id) => {
		const row = part(byId, id);
		return {
			number: part(numbers, row.number_id),
			contact: part(contacts, row.contact_id),
			conversation: toConversationPart(row),
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
			message: messageOf.get(id) ?? null,
		};
	});
}

const COLUMNS = [
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

/** The newest message of each conversation. */
function newestOf({ db }: Tx, conversationIds: readonly string[]) {
	return db
		.selectFrom('conversation')
		.select((eb) =>
			eb
				.selectFrom('message')
				.select('message.id')
				.whereRef('message.conversation_id', '=', 'conversation.id')
				.orderBy('message.sent_at', 'desc')
				.orderBy('message.id', 'desc')
				.limit(1)
				.as('id'),
		)
		.where('conversation.id', 'in', [...conversationIds]);
}

/** Messages with what {@link toShown} needs. */
export function messagesShown({ db }: Tx) {
	return db
		.selectFrom('message')
		.leftJoin('outbox', 'outbox.id', 'message.id')
		.selectAll('message')
		.select('outbox.acting_agent');
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
