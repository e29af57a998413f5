import {
	failingCondition,
	isOwnedByOther,
	type ConditionName,
	type ConditionStanding,
} from '../../domain/conditions.ts';
import type { WeeklyHours } from '../../domain/desk/weekly-hours.ts';
import { conditionsOf, standingOfReplies } from './replies.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/** What of a row says under which conditions it goes. One that is only thought of may have no conversation. */
export type Conditional = Pick<
	OutboxTable,
	| 'conversation_id'
	| 'conditions_json'
	| 'sequence'
	| 'created_at'
	| 'owner_guard'
	| 'acting_agent'
>;

/** How conditions are judged. */
export interface Judging {
	/** The zone of the number (IANA name); `null` for UTC. */
	readonly zone: string | null;
	/** The hours of the number; `null` for always. */
	readonly hours: readonly WeeklyHours[] | null;
	readonly now: number;
}

/**
 * Judges "Send Only If" as things stand in this transaction.
 *
 * @returns the name of a condition that does not hold; `null` if all do
 */
export async function findFailing(
	tx: Pick<Tx, 'db'>,
	row: Conditional,
	{ zone, hours, now }: Judging,
): Promise<ConditionName | null> {
	const conditions = conditionsOf(row);
	if (conditions.length === 0) return null;
	const { conversation_id: conversationId } = row;
	const conversation = await readConversation(tx, conversationId);
	const asksIfRead = conditions.some(({ type }) => type.startsWith('lastMessage'));
	const standing: ConditionStanding = {
		...(await standingOfReplies(tx, row, conversation)),
		labels: JSON.parse(conversation.labels_json) as string[],
		isLastRead: asksIfRead && (await isLastRead(tx, conversationId)),
		status: conversation.status,
		owner: conversation.owner,
		actingAgent: row.acting_agent,
		zone: zone ?? 'UTC',
		hours,
	};
	return failingCondition(conditions, standing, now);
}

/** Whether a row must not go because the conversation belongs to somebody else. */
export async function isKeptByOwner(tx: Pick<Tx, 'db'>, row: Conditional): Promise<boolean> {
	if (row.owner_guard !== 'block') return false;
	const { owner } = await readConversation(tx, row.conversation_id);
	return isOwnedByOther(owner, row.acting_agent);
}

/** A conversation that would begin with the message; see {@link Conditional}. */
const NEW = {
	status: 'open',
	owner: null,
	labels_json: '[]',
	replied_at: null,
	claimed_at: null,
};

async function readConversation({ db }: Pick<Tx, 'db'>, id: string) {
	const row = await db
		.selectFrom('conversation')
		.select(['status', 'owner', 'labels_json', 'replied_at', 'claimed_at'])
		.where('id', '=', id)
		.executeTakeFirst();
	return row ?? NEW;
}

const READ = ['read', 'played'];

/** Whether the newest message that reached WhatsApp was read; also one from the phone. */
async function isLastRead({ db }: Pick<Tx, 'db'>, conversationId: string): Promise<boolean> {
	const newest = await db
		.selectFrom('message')
		.select('status')
		.where('conversation_id', '=', conversationId)
		.where('direction', '=', 'out')
		.where('status', 'in', ['sent', 'delivered', ...READ])
		.where('type', 'not in', ['reaction', 'edit', 'revoke'])
		.orderBy('sent_at', 'desc')
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return READ.includes(newest?.status ?? '');
}
