import type { Selectable } from 'kysely';
import { collides, type PersonsAnswer } from '../../domain/desk/conversation-state.ts';
import { may } from '../../domain/team/permissions.ts';
import { findAgent } from '../team/agents.ts';
import { eventAbout, type ConversationRow } from './conversation-events.ts';
import type { NewEvent } from '../log/events.ts';
import { setOwner } from '../team/set-owner.ts';
import { answerSla } from './sla.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';
import { oldestUnanswered } from './waiting.ts';

/** What stands for whoever holds the phone of a number that is no agent's. */
const PHONE = 'phone';

/**
 * Notes that a message of ours left: the customer waits no more. One in somebody's name is their
 * answer; one of a workflow stands in nobody's way.
 *
 * @returns the events of it
 */
export async function noteSent(
	tx: Tx,
	row: Pick<Selectable<OutboxTable>, 'id' | 'conversation_id' | 'acting_agent'>,
	now: number,
): Promise<readonly NewEvent[]> {
	const answered = { last_outbound_at: now, waiting_since: null };
	const { conversation_id: id } = row;
	const by = row.acting_agent?.trim().toLowerCase() ?? null;
	const about = { messageId: row.id, now };
	if (by === null) {
		const written = await tx.db
			.updateTable('conversation')
			.set(answered)
			.where('id', '=', id)
			.returningAll()
			.executeTakeFirstOrThrow();
		const said = { isByPerson: false, at: now, waitingSince: null };
		return await answerSla(tx, written, said, { ...about, actor: 'automation' });
	}
	const conversation = await readConversation(tx, id);
	await tx.db
		.updateTable('conversation')
		.set({ ...answered, answered_by: by, answered_at: now })
		.where('id', '=', id)
		.execute();
	const change = { ...about, actor: 'agent' } as const;
	const answer = { by, at: now, isFromPhone: false };
	const said = { isByPerson: true, at: now, waitingSince: null };
	return [
		...tellCollision(conversation, answer, change),
		...(await answerSla(tx, conversation, said, change)),
	];
}

/**
 * Notes an answer from the phone. What the customer wrote after it still waits: messages arrive in
 * any order. Where the phone is an agent's and the conversation nobody's, it becomes theirs.
 *
 * @returns the events of it
 */
export async function notePhoneAnswer(
	tx: Tx,
	conversationId: string,
	{ sentAt, messageId, now }: { sentAt: number; messageId: string; now: number },
): Promise<readonly NewEvent[]> {
	const conversation = await readConversation(tx, conversationId);
	const { owner_agent: agent } = await tx.db
		.selectFrom('number')
		.select('owner_agent')
		.where('id', '=', conversation.number_id)
		.executeTakeFirstOrThrow();
	const answeredAt = Math.max(conversation.last_outbound_at ?? sentAt, sentAt);
	const by = agent ?? PHONE;
	const waitingSince = await oldestUnanswered(tx, conversationId, answeredAt);
	await tx.db
		.updateTable('conversation')
		.set({
			last_outbound_at: answeredAt,
			waiting_since: waitingSince,
			answered_by: by,
			answered_at: Math.max(conversation.answered_at ?? sentAt, sentAt),
		})
		.where('id', '=', conversationId)
		.execute();
	const answer = { by, at: sentAt, isFromPhone: true };
	const change = { messageId, actor: 'phone', now } as const;
	const said = { isByPerson: true, at: sentAt, waitingSince };
	const events = [
		...tellCollision(conversation, answer, change),
		...(await answerSla(tx, conversation, said, change)),
	];
	if (agent === null || conversation.owner !== null) return events;
	// A viewer has nothing, and the owner of a phone need not be in the team.
	const member = await findAgent(tx, conversation.workspace_id, agent);
	if (member === null || !may(member.role, 'send')) return events;
	const taken = await setOwner(tx, conversation, { to: agent, by: PHONE, how: PHONE, now });
	return taken === null ? events : [...events, taken];
}

async function readConversation({ db }: Tx, id: string): Promise<ConversationRow> {
	return await db
		.selectFrom('conversation')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
}

function tellCollision(
	conversation: ConversationRow,
	answer: PersonsAnswer & { readonly isFromPhone: boolean },
	by: Parameters<typeof eventAbout>[1],
): readonly NewEvent[] {
	const { answered_by: lastBy, answered_at: lastAt, owner } = conversation;
	const last = lastBy === null || lastAt === null ? null : { by: lastBy, at: lastAt };
	return collides(answer, last, owner)
		? [eventAbout(conversation, by, 'conversation.collision')]
		: [];
}
