import {
	holdsOfReplies,
	isAboutReplies,
	type ConditionName,
	type ReplyStanding,
	type SendCondition,
} from '../../domain/conditions.ts';
import { OPEN } from './outbox-states.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/** What a reply did to the messages that waited. */
export interface Answered {
	/** Messages that were skipped, because they should only go to somebody who does not reply. */
	readonly ended: readonly string[];
	/** Whether messages may go that waited for a reply. */
	readonly hasReleased: boolean;
}

/**
 * Notes a reply, in the transaction that stores it. What may only go without one ends at once, and
 * what waited for one waits no more.
 *
 * The times are those of one clock for each conversation, in the order of the commits: a reply is
 * always later than what was claimed or waited before it, and a claim never earlier than the reply
 * before it, whatever the clocks of two processes say.
 */
export async function noteReply(tx: Tx, conversationId: string, now: number): Promise<Answered> {
	const { db } = tx;
	const conversation = await db
		.selectFrom('conversation')
		.select(['id', 'replied_at', 'claimed_at'])
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	const waiting = await db
		.selectFrom('outbox')
		.select(['id', 'conversation_id', 'sequence', 'created_at', 'conditions_json', 'reason'])
		.where('conversation_id', '=', conversationId)
		.where('state', 'in', OPEN)
		.where('state', '=', 'queued')
		.execute();
	const before = [conversation.claimed_at ?? 0, ...waiting.map((row) => row.created_at)];
	const replied_at = Math.max(now, conversation.replied_at ?? 0, ...before.map((at) => at + 1));
	await db
		.updateTable('conversation')
		.set({ replied_at })
		.where('id', '=', conversationId)
		.execute();
	const ended: string[] = [];
	for (const row of waiting) {
		const standing = await standingOfReplies(tx, row, { ...conversation, replied_at });
		const voided = conditionsOf(row)
			.filter(isAboutReplies)
			.find((condition) => !holdsOfReplies(condition, standing, now));
		if (voided === undefined) continue;
		await skip(tx, row.id, voided.type, now);
		ended.push(row.id);
	}
	const released = waiting
		.filter(({ id, reason }) => reason === 'cap:unanswered' && !ended.includes(id))
		.map(({ id }) => id);
	if (released.length > 0) {
		await db
			.updateTable('outbox')
			.set({ not_before: now, reason: null })
			.where('id', 'in', released)
			.execute();
	}
	return { ended, hasReleased: released.length > 0 };
}

/** Ends a message because a condition does not hold. */
export async function skip(
	{ db }: Pick<Tx, 'db'>,
	id: string,
	reason: ConditionName,
	now: number,
): Promise<void> {
	await db
		.updateTable('outbox')
		.set({ state: 'skipped', reason, settled_at: now })
		.where('id', '=', id)
		.execute();
}

/** "Send Only If" of a message. */
export function conditionsOf({
	conditions_json: json,
}: Pick<OutboxTable, 'conditions_json'>): readonly SendCondition[] {
	return json === null ? [] : (JSON.parse(json) as SendCondition[]);
}

/** What is known of replies when a message is judged. */
export async function standingOfReplies(
	{ db }: Pick<Tx, 'db'>,
	row: Pick<OutboxTable, 'conversation_id' | 'sequence' | 'created_at' | 'conditions_json'>,
	conversation: Pick<ConversationTable, 'replied_at' | 'claimed_at'>,
): Promise<ReplyStanding> {
	const types = new Set(conditionsOf(row).map(({ type }) => type));
	const conversationId = row.conversation_id;
	return {
		askedAt: row.created_at,
		repliedAt: conversation.replied_at,
		lastMessageAt: conversation.claimed_at,
		sequenceBeganAt: types.has('noReplyInSequence')
			? await beginningOf({ db }, conversationId, row)
			: row.created_at,
		hasEverWritten: types.has('neverReplied') && (await hasWritten({ db }, conversationId)),
	};
}

async function beginningOf(
	{ db }: Pick<Tx, 'db'>,
	conversationId: string,
	{ sequence, created_at: ownAt }: Pick<OutboxTable, 'sequence' | 'created_at'>,
): Promise<number> {
	if (sequence === null) return ownAt;
	const first = await db
		.selectFrom('outbox')
		.select('created_at')
		.where('conversation_id', '=', conversationId)
		.where('sequence', '=', sequence)
		.orderBy('created_at')
		.limit(1)
		.executeTakeFirst();
	return Math.min(first?.created_at ?? ownAt, ownAt);
}

/** Also in the history that a phone brought along. */
async function hasWritten({ db }: Pick<Tx, 'db'>, conversationId: string): Promise<boolean> {
	const message = await db
		.selectFrom('message')
		.select('id')
		.where('conversation_id', '=', conversationId)
		.where('direction', '=', 'in')
		.limit(1)
		.executeTakeFirst();
	return message !== undefined;
}
