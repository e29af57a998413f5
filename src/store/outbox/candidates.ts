import {
	sql,
	type Expression,
	type ExpressionBuilder,
	type Selectable,
	type SqlBool,
} from 'kysely';
import { DAY_MS, LIVE_CHAT_MS } from '../../domain/caps/caps.ts';
import { prioritiesOf, type Category } from '../../domain/outbox.ts';
import { tolerance } from '../../domain/caps/recipient-pace.ts';
import { KINDS, type KindName } from '../../domain/caps/send-kinds.ts';
import type { Claim } from '../../ports/store.ts';
import { OPEN, QUEUED } from './outbox-states.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tables, Tx } from '../schema.ts';

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

/** A portfolio that has reached as many people outside the window as Meta allows. */
export interface Crowd {
	readonly numberIds: readonly string[];
	/** When there is room again. */
	readonly freeAt: number;
}

/**
 * Whether the limit of a portfolio keeps a row: it would reach somebody outside the window who was
 * not reached in the last day. What may not go outside the window at all is not kept by it.
 */
function isKept(crowd: Crowd, now: number) {
	return (eb: ExpressionBuilder<Tables, 'outbox' | 'conversation'>) =>
		eb.and([
			eb('outbox.beyond_window', 'is not', null),
			eb.or([
				eb('conversation.window_expires_at', 'is', null),
				eb('conversation.window_expires_at', '<=', now),
			]),
			eb.not(
				eb.exists(
					eb
						.selectFrom('ledger')
						.select('ledger.id')
						.whereRef('ledger.outside_to', '=', 'outbox.contact_id')
						.where('ledger.number_id', 'in', crowd.numberIds)
						.where('ledger.at', '>', now - DAY_MS),
				),
			),
		]);
}

/** A few more than asked for: some will be refused, some share a conversation. */
export async function readCandidates(
	{ db }: Tx,
	input: Claim,
	open: readonly KindName[],
	crowd: Crowd | null = null,
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
		.where('outbox.state', '=', QUEUED)
		.where('outbox.not_before', '<=', input.now)
		.where('conversation.pace_debt', '<=', input.now + tolerance(input.pace))
		.where(conversationIsFree)
		.$if(crowd !== null, (query) =>
			crowd === null ? query : query.where((eb) => eb.not(isKept(crowd, input.now)(eb))),
		)
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
	crowd: Crowd | null = null,
): Promise<number | null> {
	if (crowd === null) return await earliestDue({ db }, input, openAt);
	const free = await earliestDue({ db }, input, openAt, (eb) =>
		eb.not(isKept(crowd, input.now)(eb)),
	);
	const kept = await earliestDue({ db }, input, openAt, isKept(crowd, input.now));
	const times = [free, kept === null ? null : Math.max(kept, crowd.freeAt)];
	const known = times.filter((at) => at !== null);
	return known.length === 0 ? null : Math.min(...known);
}

async function earliestDue(
	{ db }: Pick<Tx, 'db'>,
	input: Claim,
	openAt: Readonly<Record<KindName, number>>,
	only?: (eb: ExpressionBuilder<Tables, 'outbox' | 'conversation'>) => Expression<SqlBool>,
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
		.where('outbox.state', '=', QUEUED)
		.where(conversationIsFree)
		.$if(only !== undefined, (query) =>
			only === undefined ? query : query.where((eb) => only(eb)),
		)
		.executeTakeFirst();
	return row?.due_at ?? null;
}

type Time = ReturnType<typeof sql<number>>;

function later(a: Time, b: Time): Time {
	return sql<number>`case when ${a} > ${b} then ${a} else ${b} end`;
}
