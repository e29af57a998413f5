import type { InboundMessage } from '../domain/inbound.ts';
import type { DeliveryStatus, MessageStatus, StatusUpdate } from '../domain/message.ts';
import { advances } from '../domain/message.ts';
import { isId } from '../domain/ids.ts';
import { windowExpiry } from '../domain/window.ts';
import type { ReceiveBatch, ReceiveResult } from '../ports/store.ts';
import type { EventType } from '../domain/event.ts';
import { appendEvents, type NewEvent } from './events.ts';
import { recordSent } from './outgoing.ts';
import { findOrCreateContact, findOrCreateConversation } from './people.ts';
import type { Tx } from './schema.ts';

/** See `StoreOperations.receiveBatch`. */
export async function receiveBatch(tx: Tx, input: ReceiveBatch): Promise<ReceiveResult> {
	const { workspace_id: workspaceId, mode } = await tx.db
		.selectFrom('number')
		.select(['workspace_id', 'mode'])
		.where('id', '=', input.numberId)
		.executeTakeFirstOrThrow();
	const events: NewEvent[] = [];
	const scope = {
		workspaceId,
		numberId: input.numberId,
		hasWindow: mode === 'cloud',
		now: input.now,
	};
	for (const message of input.messages) {
		const event = await storeMessage(tx, scope, message);
		if (event !== null) events.push(event);
	}
	const stored = events.length;
	let advanced = 0;
	let unknownStatuses = 0;
	for (const status of input.statuses) {
		const news = await storeStatus(tx, scope, status);
		if (news === null) {
			unknownStatuses += 1;
			continue;
		}
		if (news.length > 0) advanced += 1;
		events.push(...news);
	}
	await appendEvents(tx, workspaceId, events, input.now);
	return {
		stored,
		duplicates: input.messages.length - stored,
		advanced,
		unknownStatuses,
	};
}

interface Scope {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly hasWindow: boolean;
	readonly now: number;
}

/** @returns the event of a message that is new, `null` for one that is stored already. */
async function storeMessage(
	tx: Tx,
	scope: Scope,
	message: InboundMessage,
): Promise<NewEvent | null> {
	const { db, newId } = tx;
	const { workspaceId, numberId, now } = scope;
	const contact = await findOrCreateContact(
		tx,
		workspaceId,
		message.sender,
		message.senderName,
		now,
	);
	const conversation = await findOrCreateConversation(tx, workspaceId, numberId, contact.id, now);
	const id = newId();
	const inserted = await db
		.insertInto('message')
		.values({
			id,
			workspace_id: workspaceId,
			number_id: numberId,
			contact_id: contact.id,
			conversation_id: conversation.id,
			direction: 'in',
			origin: 'customer',
			provider_id: message.providerId,
			type: message.type,
			text: message.text,
			raw_json: JSON.stringify(message.raw ?? null),
			reply_to: message.replyTo,
			sent_at: message.sentAt,
			created_at: now,
		})
		.onConflict((conflict) =>
			conflict.columns(['number_id', 'provider_id', 'direction', 'contact_id']).doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	if (inserted === undefined) return null;
	await noteInbound(tx, scope, conversation.id, message.sentAt);
	return {
		type: 'message.received',
		actor: 'customer',
		numberId,
		conversationId: conversation.id,
		contactId: contact.id,
		messageId: id,
		data: { isNew: conversation.isNew },
	};
}

/** Messages arrive out of order: times only ever move forward. */
async function noteInbound(
	{ db }: Tx,
	scope: Scope,
	conversationId: string,
	sentAt: number,
): Promise<void> {
	const expiry = scope.hasWindow ? windowExpiry(sentAt) : null;
	const row = await db
		.selectFrom('conversation')
		.select([
			'first_inbound_at',
			'last_inbound_at',
			'last_outbound_at',
			'waiting_since',
			'window_expires_at',
		])
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	const isAnswered = row.last_outbound_at !== null && row.last_outbound_at >= sentAt;
	await db
		.updateTable('conversation')
		.set({
			first_inbound_at: Math.min(row.first_inbound_at ?? sentAt, sentAt),
			last_inbound_at: Math.max(row.last_inbound_at ?? sentAt, sentAt),
			waiting_since: isAnswered
				? row.waiting_since
				: Math.min(row.waiting_since ?? sentAt, sentAt),
			window_expires_at:
				expiry === null ? null : Math.max(row.window_expires_at ?? expiry, expiry),
		})
		.where('id', '=', conversationId)
		.execute();
}

const EVENT_OF: Readonly<Record<DeliveryStatus, EventType>> = {
	sent: 'message.sent',
	delivered: 'message.delivered',
	read: 'message.read',
	played: 'message.read',
	failed: 'message.failed',
};

/**
 * Carries a message forward. A status may overtake the answer to its own send, or arrive after the
 * process that sent died: then it is what proves that the message left.
 *
 * @returns the events, or `null` if the message is none of ours.
 */
async function storeStatus(tx: Tx, scope: Scope, update: StatusUpdate): Promise<NewEvent[] | null> {
	const events: NewEvent[] = [];
	const outboxId = update.outboxId !== null && isId(update.outboxId) ? update.outboxId : null;
	if (outboxId !== null) {
		const proof = await recordSent(tx, {
			outboxId,
			numberId: scope.numberId,
			providerId: update.providerId,
			now: scope.now,
		});
		if (proof !== null) events.push(proof);
	}
	const message = await tx.db
		.selectFrom('message')
		.select(['id', 'status', 'conversation_id', 'contact_id', 'origin'])
		.where('number_id', '=', scope.numberId)
		.where('provider_id', '=', update.providerId)
		.where('direction', '=', 'out')
		.executeTakeFirst();
	if (message === undefined) return null;
	const current = message.status as MessageStatus | null;
	if (!advances(current, update.status)) return events;
	await tx.db
		.updateTable('message')
		.set({
			status: update.status,
			status_at: update.at,
			failure_json: update.failure === null ? null : JSON.stringify(update.failure),
		})
		.where('id', '=', message.id)
		.execute();
	events.push({
		type: EVENT_OF[update.status],
		actor: 'automation',
		numberId: scope.numberId,
		conversationId: message.conversation_id,
		contactId: message.contact_id,
		messageId: message.id,
		data: { status: update.status },
	});
	return events;
}
