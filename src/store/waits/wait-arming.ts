import { SILENT_TYPES } from '../../domain/inbound-content.ts';
import { isInTime } from '../../domain/wait.ts';
import type { WaitDraft } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';
import { noteReply } from './wait-answers.ts';
import { readWaits } from './wait-rows.ts';

/** Which message somebody begins to wait for a reply to. */
export interface Arming {
	readonly workspaceId: string;
	readonly conversationId: string;
	readonly outboxId: string;
	readonly wait: WaitDraft;
	readonly now: number;
}

/**
 * Lets a run wait for the reply to a message that is put into the outbox in the same transaction:
 * no reply can be quicker.
 */
export async function armWait(tx: Tx, { outboxId, wait, now, ...place }: Arming): Promise<void> {
	await endEarlierWaits(tx, outboxId, wait.run);
	await tx.db
		.insertInto('wait')
		.values({
			outbox_id: outboxId,
			workspace_id: place.workspaceId,
			conversation_id: place.conversationId,
			...waiterOf(wait),
			state: 'armed',
			created_at: now,
		})
		.execute();
}

/**
 * Lets a run wait for the reply to a message that an earlier one with the same key has sent: a
 * reply that is there already is the reply.
 */
export async function rearmWait(tx: Tx, input: Omit<Arming, 'conversationId'>): Promise<void> {
	const { workspaceId, outboxId, wait, now } = input;
	await tx.locks.numbersOf([outboxId]);
	const { conversation_id: conversationId } = await tx.db
		.selectFrom('outbox')
		.select('conversation_id')
		.where('id', '=', outboxId)
		.executeTakeFirstOrThrow();
	const known = await tx.db
		.selectFrom('wait')
		.select('reply_message_id')
		.where('outbox_id', '=', outboxId)
		.executeTakeFirst();
	if (known === undefined) {
		await armWait(tx, { workspaceId, conversationId, outboxId, wait, now });
	} else {
		await endEarlierWaits(tx, outboxId, wait.run);
		const isReplied = known.reply_message_id !== null;
		await tx.db
			.updateTable('wait')
			.set({
				...waiterOf(wait),
				conversation_id: conversationId,
				state: isReplied ? 'replied' : 'armed',
				ending: isReplied ? 'replied' : null,
				called_at: null,
				settled_at: isReplied ? now : null,
			})
			.where('outbox_id', '=', outboxId)
			.execute();
		if (isReplied) return;
	}
	await findReply(tx, outboxId, now);
}

function waiterOf(wait: WaitDraft) {
	return {
		run: wait.run,
		workflow_id: wait.workflowId,
		parent_workflow_id: wait.parentWorkflowId,
		is_test: wait.isTest ? 1 : 0,
		address: wait.address,
		within_ms: wait.withinMs,
	};
}

/**
 * A run waits for one thing at a time: what it waited for before is over. A reply that it never
 * went on with has nobody any more.
 */
async function endEarlierWaits({ db }: Tx, outboxId: string, run: string): Promise<void> {
	const earlier = () =>
		db.updateTable('wait').where('run', '=', run).where('outbox_id', '!=', outboxId);
	await earlier()
		.set({ state: 'gone' })
		.where('state', '=', 'replied')
		.where('called_at', 'is', null)
		.execute();
	await earlier()
		.set({ state: 'resumed' })
		.where('state', 'in', ['armed', 'replied', 'ended'])
		.execute();
}

/** What the customer wrote while nobody waited. */
async function findReply(tx: Tx, outboxId: string, now: number): Promise<void> {
	const { db } = tx;
	const [wait] = await readWaits(tx, { outboxIds: [outboxId] });
	if (wait === undefined || wait.asked.handedAt === null) return;
	const message = await db
		.selectFrom('message')
		.select(['id', 'sent_at'])
		.where('conversation_id', '=', wait.conversation_id)
		.where('sent_at', '>', wait.asked.handedAt - 1_000)
		// What was here before the question left is most likely what has led to it.
		.where('created_at', '>=', wait.asked.handedAt)
		.where('direction', '=', 'in')
		.where('origin', '=', 'customer')
		.where('type', 'not in', [...SILENT_TYPES])
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('wait')
						.select('wait.outbox_id')
						.whereRef('wait.reply_message_id', '=', 'message.id'),
				),
			),
		)
		.orderBy('sent_at')
		.orderBy('id')
		.executeTakeFirst();
	if (message === undefined || !isInTime(wait.asked, message.sent_at)) return;
	const event = await db
		.selectFrom('event')
		.select('id')
		.where('workspace_id', '=', wait.workspace_id)
		.where('type', '=', 'message.received')
		.where('message_id', '=', message.id)
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (event === undefined) return;
	await noteReply(tx, outboxId, { messageId: message.id, eventId: event.id, now });
}
