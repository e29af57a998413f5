import type { EventType } from '../../domain/event.ts';
import { isId } from '../../domain/ids.ts';
import {
	advances,
	type DeliveryStatus,
	type MessageStatus,
	type StatusUpdate,
} from '../../domain/message.ts';
import { handedAs } from './echo.ts';
import type { NewEvent } from '../log/events.ts';
import { mergeEvents } from './inbound.ts';
import { hearFailure } from '../numbers/health.ts';
import { hearMarketing } from '../people/opt-out.ts';
import { recordSent } from '../outbox/outgoing.ts';
import { introduce } from '../people/introduce.ts';
import type { Scope } from '../team/scope.ts';
import type { Tx } from '../schema.ts';

const EVENT_OF: Readonly<Record<DeliveryStatus, EventType>> = {
	sent: 'message.sent',
	delivered: 'message.delivered',
	read: 'message.read',
	played: 'message.read',
	failed: 'message.failed',
};

/** What a status led to. */
export interface HeardStatus {
	/** Whether it carried the message forward, or proved that it left. */
	readonly advanced: boolean;
	readonly events: readonly NewEvent[];
	/** Messages in the outbox that it ended. */
	readonly ended: readonly string[];
}

/**
 * Carries a message forward. A status may overtake the answer to its own send, or arrive after the
 * process that sent died: then it is what proves that the message left.
 *
 * @returns `null` if the message is none of ours.
 */
export async function storeStatus(
	tx: Tx,
	scope: Scope,
	update: StatusUpdate,
): Promise<HeardStatus | null> {
	const events: NewEvent[] = [];
	const named = update.outboxId !== null && isId(update.outboxId) ? update.outboxId : null;
	const outboxId = named ?? (await handedAs(tx, scope, update.providerId));
	if (outboxId !== null) {
		const proof = await recordSent(tx, {
			outboxId,
			numberId: scope.numberId,
			providerId: update.providerId,
			now: scope.now,
		});
		if (proof !== null) events.push(...proof);
	}
	const message = await tx.db
		.selectFrom('message')
		.select(['id', 'status', 'conversation_id', 'contact_id', 'pricing_category', 'sent_at'])
		.where('number_id', '=', scope.numberId)
		.where('provider_id', '=', update.providerId)
		.where('direction', '=', 'out')
		.executeTakeFirst();
	if (message === undefined) return null;
	const ids = {
		actor: 'automation',
		numberId: scope.numberId,
		conversationId: message.conversation_id,
		contactId: message.contact_id,
		messageId: message.id,
	} as const;
	const isForward = advances(message.status as MessageStatus | null, update.status);
	const said = {
		...(isForward ? progressOf(update) : {}),
		...(message.pricing_category === null ? costOf(update) : {}),
	};
	if (Object.keys(said).length > 0) {
		await tx.db.updateTable('message').set(said).where('id', '=', message.id).execute();
	}
	if (isForward) {
		const type = EVENT_OF[update.status];
		events.push({ ...ids, type, data: { status: update.status } });
	}
	const advanced = events.length > 0;
	events.push(...(await learn(tx, scope, update, ids)));
	const { failure } = update;
	if (!isForward || failure === null) return { advanced, events, ended: [] };
	const change = await hearMarketing(tx, ids, failure, update.at, scope.now);
	const { numberId } = scope;
	const failed = { numberId, outboxId: message.id, failure, handedAt: message.sent_at };
	const signs = await hearFailure(tx, failed, scope.now);
	return { advanced, events: [...events, ...change.events, ...signs], ended: change.ended };
}

function progressOf({ status, at, failure }: StatusUpdate) {
	const failure_json = failure === null ? null : JSON.stringify(failure);
	return { status, status_at: at, failure_json };
}

/** Told on `sent` and one later status; the first that tells it counts. */
function costOf({ pricing, conversationOrigin }: StatusUpdate) {
	if (pricing === null && conversationOrigin === null) return {};
	return {
		pricing_category: pricing?.category ?? null,
		conversation_origin: conversationOrigin,
	};
}

/**
 * The news of a message that was sent to a phone tell the user id behind it, by which alone its
 * owner may answer.
 */
async function learn(
	tx: Tx,
	{ workspaceId, now }: Scope,
	{ recipient: keys }: StatusUpdate,
	ids: Omit<NewEvent, 'type' | 'data'>,
): Promise<readonly NewEvent[]> {
	if (keys.length === 0) return [];
	const contact = await introduce(tx, {
		workspaceId,
		keys,
		name: null,
		contactId: ids.contactId,
		now,
	});
	return mergeEvents(contact, { ...ids, contactId: contact.id });
}
