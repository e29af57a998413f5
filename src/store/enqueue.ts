import { blocksKey, PRIORITY, type OutboxState } from '../domain/outbox.ts';
import type { Draft, Enqueue, EnqueueResult } from '../ports/store.ts';
import { findOrCreateContact, findOrCreateConversation } from './people.ts';
import type { Tx } from './schema.ts';
import { findTarget, unknown, type Target } from './target.ts';

/** See `StoreOperations.enqueue`. */
export async function enqueue(tx: Tx, input: Enqueue): Promise<readonly EnqueueResult[]> {
	const results: EnqueueResult[] = [];
	for (const draft of input.drafts) results.push(await enqueueOne(tx, input, draft));
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

async function enqueueOne(tx: Tx, input: Enqueue, draft: Draft): Promise<EnqueueResult> {
	const { db, newId } = tx;
	const earlier = await findEarlier(tx, input.workspaceId, draft.idempotencyKey);
	if (earlier !== null) {
		const { id: outboxId, numberId, isAnswer } = earlier;
		if (isAnswer) return { kind: 'queued', outboxId, numberId, deduplicated: true };
		await db
			.updateTable('outbox')
			.set({ idempotency_key: null })
			.where('id', '=', earlier.id)
			.execute();
	}
	const target = await findTarget(tx, input, draft.recipient);
	if (target === null) return unknown(draft.recipient);
	const { contactId, conversationId } = await makeMissing(tx, input, draft, target);
	const id = newId();
	await db
		.insertInto('outbox')
		.values({
			id,
			workspace_id: input.workspaceId,
			number_id: target.numberId,
			contact_id: contactId,
			conversation_id: conversationId,
			idempotency_key: draft.idempotencyKey,
			content_json: JSON.stringify(draft.content),
			category: draft.category,
			priority: PRIORITY[draft.category],
			reply_to: draft.replyTo,
			state: 'queued',
			not_before: Math.max(input.now, draft.notBefore ?? input.now),
			expires_at: draft.expiresAt,
			attempts: 0,
			cause: draft.cause,
			created_at: input.now,
		})
		.execute();
	return { kind: 'queued', outboxId: id, numberId: target.numberId, deduplicated: false };
}

/** Somebody who is written to for the first time becomes a contact with a conversation. */
async function makeMissing(
	tx: Tx,
	{ workspaceId, now }: Enqueue,
	{ recipient }: Draft,
	target: Target,
): Promise<{ readonly contactId: string; readonly conversationId: string }> {
	const { numberId } = target;
	const phone = recipient.kind === 'phone' ? recipient.phone : '';
	const contactId =
		target.contactId ??
		(await findOrCreateContact(tx, workspaceId, [{ type: 'phone', value: phone }], null, now))
			.id;
	const conversationId =
		target.conversationId ??
		(await findOrCreateConversation(tx, workspaceId, numberId, contactId, now)).id;
	return { contactId, conversationId };
}
