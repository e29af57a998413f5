import { sql, type ExpressionBuilder, type Selectable } from 'kysely';
import { LIVE_CHAT_MS } from '../domain/caps.ts';
import { prioritiesOf, type Category } from '../domain/outbox.ts';
import { tolerance } from '../domain/recipient-pace.ts';
import { KINDS, type KindName } from '../domain/send-kinds.ts';
import type { Claim } from '../ports/store.ts';
import { OPEN } from './outbox-states.ts';
import type { OutboxTable, Tables, Tx } from './schema.ts';

export { KINDS, type KindName };

/** A message that may be due, with what decides whether it may go. */
export type Candidate = Selectable<OutboxTable> & {
	readonly window_expires_at: number | null;
	readonly pace_debt: number;
	readonly first_inbound_at: number | null;
	readonly last_inbound_at: number | null;
	readonly last_outbound_at: number | null;
	readonly opened_at: number | null;
	readonly replied_at: number | null;
};

/** A few more than asked for: some will be refused, some share a conversation. */
export async function readCandidates(
	{ db }: Tx,
	input: Claim,
	open: readonly KindName[],
): Promise<readonly Candidate[]> {
	if (open.length === 0) return [];
	return await db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.selectAll('outbox')
		.select([
			'conversation.window_expires_at',
			'conversation.pace_debt',
			'conversation.first_inbound_at',
			'conversation.last_inbound_at',
			'conversation.last_outbound_at',
			'conversation.opened_at',
			'conversation.replied_at',
		])
		.where('outbox.number_id', '=', input.numberId)
		.where('outbox.state', '=', 'queued')
		.where('outbox.not_before', '<=', input.now)
		.where('conversation.pace_debt', '<=', input.now + tolerance(input.pace))
		.where(conversationIsFree)
		.$if(open.length < Object.keys(KINDS).length, (query) =>
			// By priority first, which the index has: a campaign of thousands that waits is not looked at.
			query
				.where('outbox.priority', 'in', prioritiesOfKinds(open))
				.where(kindOfRow(input.now), 'in', open),
		)
		.orderBy('outbox.priority')
		.orderBy('outbox.not_before')
		.orderBy('outbox.id')
		.limit(input.limit * 4 + 4)
		.execute();
}

/** The categories in which a message of a kind may be. */
const CATEGORIES: Readonly<Record<KindName, readonly Category[]>> = {
	internal: ['internal'],
	reply: ['reply', 'service'],
	newChat: ['reply', 'service', 'marketing'],
	other: ['reply', 'service', 'marketing'],
};

function prioritiesOfKinds(kinds: readonly KindName[]): readonly number[] {
	return [...new Set(kinds.flatMap((kind) => CATEGORIES[kind]))].flatMap(prioritiesOf);
}

/** The kind of a row, in the database's words. Kept in step with `kindOf`. */
function kindOfRow(now: number) {
	return sql<KindName>`case
		when outbox.category = 'internal' then 'internal'
		when outbox.category in ('reply', 'service')
			and conversation.last_inbound_at > ${now - LIVE_CHAT_MS} then 'reply'
		when conversation.first_inbound_at is null
			and conversation.opened_at is null
			and conversation.last_outbound_at is null then 'newChat'
		else 'other' end`;
}

/**
 * One message of a conversation is on its way at a time, and one that is to be tried again keeps
 * its place before the later ones: a customer reads them in the order they were written.
 */
function conversationIsFree(eb: ExpressionBuilder<Tables, 'outbox'>) {
	return eb.not(
		eb.exists(
			eb
				.selectFrom('outbox as other')
				.select('other.id')
				.whereRef('other.conversation_id', '=', 'outbox.conversation_id')
				.where('other.state', 'in', OPEN)
				.where((or) =>
					or.or([
						or('other.state', '=', 'handing'),
						or.and([
							or('other.reason', '=', 'retrying'),
							or('other.id', '<', or.ref('outbox.id')),
						]),
					]),
				),
		),
	);
}

/**
 * When the number should be looked at again. Rows behind one that is on its way are woken by its
 * outcome.
 *
 * @param openAt when messages of a kind fit under the caps
 */
export async function nextDueAt(
	{ db }: Tx,
	input: Claim,
	openAt: Readonly<Record<KindName, number>>,
): Promise<number | null> {
	const paced = sql<number>`conversation.pace_debt - ${tolerance(input.pace)}`;
	const fits = Object.values(openAt).every((at) => at <= input.now)
		? sql<number>`0`
		: sql<number>`case ${kindOfRow(input.now)}
			when 'internal' then ${sql.lit(openAt.internal)}
			when 'reply' then ${sql.lit(openAt.reply)}
			when 'newChat' then ${sql.lit(openAt.newChat)}
			else ${sql.lit(openAt.other)} end`;
	const row = await db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.select(
			sql<
				number | null
			>`min(${later(later(paced, sql<number>`outbox.not_before`), fits)})`.as('due_at'),
		)
		.where('outbox.number_id', '=', input.numberId)
		.where('outbox.state', '=', 'queued')
		.where(conversationIsFree)
		.executeTakeFirst();
	return row?.due_at ?? null;
}

type Time = ReturnType<typeof sql<number>>;

function later(a: Time, b: Time): Time {
	return sql<number>`case when ${a} > ${b} then ${a} else ${b} end`;
}
