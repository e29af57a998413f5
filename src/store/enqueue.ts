import { blocksKey, PRIORITY, type OutboxState } from '../domain/outbox.ts';
import type { Draft, Enqueue, EnqueueResult, Recipient } from '../ports/store.ts';
import { findOrCreateContact, findOrCreateConversation } from './people.ts';
import type { Tx } from './schema.ts';

/** See `StoreOperations.enqueue`. */
export async function enqueue(tx: Tx, input: Enqueue): Promise<readonly EnqueueResult[]> {
	const results: EnqueueResult[] = [];
	for (const draft of input.drafts) results.push(await enqueueOne(tx, input, draft));
	return results;
}

async function enqueueOne(tx: Tx, input: Enqueue, draft: Draft): Promise<EnqueueResult> {
	const { db, newId } = tx;
	const earlier = await db
		.selectFrom('outbox')
		.select(['id', 'state', 'number_id'])
		.where('workspace_id', '=', input.workspaceId)
		.where('idempotency_key', '=', draft.idempotencyKey)
		.executeTakeFirst();
	if (earlier !== undefined) {
		if (blocksKey(earlier.state as OutboxState)) {
			return {
				kind: 'queued',
				outboxId: earlier.id,
				numberId: earlier.number_id,
				deduplicated: true,
			};
		}
		await db
			.updateTable('outbox')
			.set({ idempotency_key: null })
			.where('id', '=', earlier.id)
			.execute();
	}
	const target = await findTarget(tx, input, draft.recipient);
	if (target === null) {
		const what = draft.recipient.kind === 'conversation' ? 'conversation' : 'contact';
		return { kind: 'unknownRecipient', what };
	}
	const id = newId();
	await db
		.insertInto('outbox')
		.values({
			id,
			workspace_id: input.workspaceId,
			number_id: target.numberId,
			contact_id: target.contactId,
			conversation_id: target.conversationId,
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

interface Target {
	readonly numberId: string;
	readonly contactId: string;
	readonly conversationId: string;
}

/** @returns `null` if the id is not one of this workspace. */
async function findTarget(tx: Tx, input: Enqueue, recipient: Recipient): Promise<Target | null> {
	const { db } = tx;
	const { workspaceId, numberId, now } = input;
	if (recipient.kind === 'conversation') {
		const row = await db
			.selectFrom('conversation')
			.select(['id', 'number_id', 'contact_id'])
			.where('id', '=', recipient.conversationId)
			.where('workspace_id', '=', workspaceId)
			.executeTakeFirst();
		return row === undefined
			? null
			: { numberId: row.number_id, contactId: row.contact_id, conversationId: row.id };
	}
	const contactId =
		recipient.kind === 'phone'
			? await contactByPhone(tx, workspaceId, recipient.phone, now)
			: await knownContact(tx, workspaceId, recipient.contactId);
	if (contactId === null) return null;
	const conversation = await findOrCreateConversation(tx, workspaceId, numberId, contactId, now);
	return { numberId, contactId, conversationId: conversation.id };
}

async function contactByPhone(
	tx: Tx,
	workspaceId: string,
	phone: string,
	now: number,
): Promise<string> {
	const keys = [{ type: 'phone', value: phone }] as const;
	return (await findOrCreateContact(tx, workspaceId, keys, null, now)).id;
}

async function knownContact(
	{ db }: Tx,
	workspaceId: string,
	contactId: string,
): Promise<string | null> {
	const row = await db
		.selectFrom('contact')
		.select('id')
		.where('id', '=', contactId)
		.where('workspace_id', '=', workspaceId)
		.executeTakeFirst();
	return row?.id ?? null;
}
