import { blocksKey, priorityOf, type OutboxState } from '../../domain/outbox.ts';
import { unsupportedBy } from '../../domain/number/capabilities.ts';
import type { Failure } from '../../domain/message.ts';
import type { NumberMode } from '../../domain/number/number.ts';
import { categoryOf } from '../../domain/template/model.ts';
import type { Draft, Enqueue, EnqueueResult } from '../../ports/store.ts';
import { whyNotReached } from '../team/acting-scope.ts';
import { beginnings } from '../people/beginnings.ts';
import { bodyHash } from './body-hash.ts';
import { eventAbout } from '../desk/conversation-events.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { findOrCreateContact, findOrCreateConversation } from '../people/people.ts';
import type { Tx } from '../schema.ts';
import { keyOf } from './step-keys.ts';
import { findTarget, unknown, type Target } from './target.ts';
import { armWait, rearmWait } from '../waits/wait-arming.ts';

/** See `StoreOperations.enqueue`. */
export async function enqueue(tx: Tx, input: Enqueue): Promise<readonly EnqueueResult[]> {
	const results: EnqueueResult[] = [];
	const events: NewEvent[] = [];
	for (const draft of input.drafts) results.push(await enqueueOne(tx, input, draft, events));
	await appendEvents(tx, input.workspaceId, events, input.now);
	return results;
}

/** A row of the outbox that was made under a key before. */
export interface Earlier {
	readonly id: string;
	readonly numberId: string;
	/** Whether its outcome answers for a message with the same key. */
	readonly isAnswer: boolean;
}

/** Finds what was put into the outbox under a key. */
export async function findEarlier(
	{ db }: Tx,
	workspaceId: string,
	idempotencyKey: string,
): Promise<Earlier | null> {
	const row = await db
		.selectFrom('outbox')
		.select(['id', 'state', 'number_id'])
		.where('workspace_id', '=', workspaceId)
		.where('idempotency_key', '=', idempotencyKey)
		.executeTakeFirst();
	if (row === undefined) return null;
	const { id, number_id: numberId, state } = row;
	return { id, numberId, isAnswer: blocksKey(state as OutboxState) };
}

async function enqueueOne(
	tx: Tx,
	input: Enqueue,
	draft: Draft,
	events: NewEvent[],
): Promise<EnqueueResult> {
	const { db, newId } = tx;
	const { workspaceId, now } = input;
	// A key of the contact's own is known only once the contact is: somebody new has none.
	const target = await findTarget(tx, input, draft.recipient);
	if (target === null && draft.keyScope === 'contact') return unknown(draft.recipient);
	const bar = target && (await whyNotReached(tx, workspaceId, draft, target));
	if (bar !== null) return bar;
	const key = keyOf(draft, target?.contactId ?? '');
	const earlier = await findEarlier(tx, workspaceId, key);
	if (earlier !== null) {
		const { id: outboxId, numberId, isAnswer } = earlier;
		if (isAnswer) {
			if (draft.wait !== undefined) {
				await rearmWait(tx, { workspaceId, outboxId, wait: draft.wait, now });
			}
			return { kind: 'queued', outboxId, numberId, deduplicated: true };
		}
		await db
			.updateTable('outbox')
			.set({ idempotency_key: null })
			.where('id', '=', earlier.id)
			.execute();
	}
	if (target === null) return unknown(draft.recipient);
	const { contactId, conversationId, ...made } = await makeMissing(tx, input, draft, target);
	const about = { id: conversationId, number_id: target.numberId, contact_id: contactId };
	const by = { actor: 'automation', cause: draft.cause, now } as const;
	events.push(...beginnings(made).map(({ type }) => eventAbout(about, by, type)));
	const id = newId();
	await db
		.insertInto('outbox')
		.values({
			id,
			workspace_id: input.workspaceId,
			number_id: target.numberId,
			contact_id: contactId,
			conversation_id: conversationId,
			idempotency_key: keyOf(draft, contactId),
			content_json: JSON.stringify(draft.content),
			body_hash: bodyHash(draft.content),
			category: draft.category,
			priority: priorityOf(draft.category, draft.urgency),
			reply_to: draft.replyTo,
			...(await stateColumns(tx, target.numberId, draft, now)),
			not_before: Math.max(input.now, draft.notBefore ?? input.now),
			expires_at: draft.expiresAt,
			attempts: 0,
			cause: draft.cause,
			...ruleColumns(draft),
			...windowColumns(draft),
			created_at: isRuled(draft) ? await askedAt(tx, conversationId, now) : now,
		})
		.execute();
	if (draft.wait !== undefined) {
		const { wait } = draft;
		await armWait(tx, { workspaceId, conversationId, outboxId: id, wait, now });
	}
	return { kind: 'queued', outboxId: id, numberId: target.numberId, deduplicated: false };
}

/** What of a draft decides at the claim whether it goes. */
export function ruleColumns({ conditions = [], ownerGuard = 'off', ...draft }: Draft) {
	return {
		conditions_json: conditions.length === 0 ? null : JSON.stringify(conditions),
		sequence: draft.sequence ?? null,
		step: draft.step ?? null,
		owner_guard: ownerGuard === 'off' ? null : ownerGuard,
		acting_agent: draft.actingAgent ?? null,
	};
}

/** What of a draft decides whether it goes where the window is closed, and as what. */
export function windowColumns({ content, fallback = null, category }: Draft) {
	if (content.type === 'template') return { beyond_window: category, fallback_json: null };
	return fallback === null
		? { beyond_window: null, fallback_json: null }
		: { beyond_window: categoryOf(fallback), fallback_json: JSON.stringify(fallback) };
}

/** Why a number cannot send a message at all; `null` if it can. */
export async function whyUnsupported(
	{ db }: Tx,
	numberId: string,
	{ content }: Draft,
): Promise<Failure | null> {
	// The number is looked at only where it can matter: what linked numbers can, all can.
	if (unsupportedBy('linked', content) === null) return null;
	const { mode } = await db
		.selectFrom('number')
		.select('mode')
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	return unsupportedBy(mode as NumberMode, content);
}

/** What a number cannot send at all ends before anybody waits for it. */
async function stateColumns(tx: Tx, numberId: string, draft: Draft, now: number) {
	const failure = await whyUnsupported(tx, numberId, draft);
	if (failure === null) return { state: 'queued' };
	const failure_json = JSON.stringify(failure);
	return { state: 'refused', reason: 'unsupported', failure_json, settled_at: now };
}

function isRuled({ conditions = [], sequence = null }: Draft): boolean {
	return conditions.length > 0 || sequence !== null;
}

/** Never before a reply that is stored already, whatever the clock of this process says: `replies.ts`. */
async function askedAt({ db }: Tx, conversationId: string, now: number): Promise<number> {
	const { replied_at: repliedAt } = await db
		.selectFrom('conversation')
		.select('replied_at')
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	return Math.max(now, repliedAt ?? 0);
}

/** Somebody who is written to for the first time becomes a contact with a conversation. */
async function makeMissing(
	tx: Tx,
	{ workspaceId, now }: Enqueue,
	{ recipient }: Draft,
	target: Target,
): Promise<{
	readonly contactId: string;
	readonly conversationId: string;
	/** What was made just now. */
	readonly contact: boolean;
	readonly conversation: boolean;
}> {
	const { numberId } = target;
	const phone = recipient.kind === 'phone' ? recipient.phone : '';
	const keys = [{ type: 'phone', value: phone } as const];
	const person =
		target.contactId === null
			? await findOrCreateContact(tx, workspaceId, keys, null, now)
			: { id: target.contactId, isNew: false };
	const conversation =
		target.conversationId === null
			? await findOrCreateConversation(tx, workspaceId, numberId, person.id, now)
			: { id: target.conversationId, isNew: false };
	return {
		contactId: person.id,
		conversationId: conversation.id,
		contact: person.isNew,
		conversation: conversation.isNew,
	};
}
