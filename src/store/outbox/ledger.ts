import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { CapPlan, timesBefore } from '../../domain/caps/cap-plan.ts';
import type { Cap, Counted, SendKind } from '../../domain/caps/caps.ts';
import type { CapsNow } from '../numbers/number-caps.ts';
import type { LedgerTable } from '../schema/sending.ts';
import type { Tables, Tx } from '../schema.ts';

/** Which messages of the ledger a cap counts. Kept in step with `isCounted`. */
function counted(counts: Counted) {
	return (eb: ExpressionBuilder<Tables, 'ledger'>): Expression<SqlBool> => {
		switch (counts) {
			case 'all':
				return eb('is_internal', '=', 0);
			case 'starts':
				return eb.and([eb('is_internal', '=', 0), eb('is_reply', '=', 0)]);
			case 'newChats':
				return eb.and([eb('is_internal', '=', 0), eb('is_new_chat', '=', 1)]);
			case 'internal':
				return eb('is_internal', '=', 1);
		}
	};
}

/**
 * Reads what the next messages of a number have to keep their distance from.
 *
 * @param ahead how many messages will be placed at the most
 */
export async function readPlan(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	{ caps, newChatsFrom, ahead, now }: CapsNow & { ahead: number; now: number },
): Promise<CapPlan> {
	const before = new Map<Cap, readonly number[]>();
	for (const cap of caps) {
		const wanted = Math.min(cap.limit, ahead);
		const rows = await db
			.selectFrom('ledger')
			.select('at')
			.where('number_id', '=', numberId)
			.where('at', '>', now - cap.windowMs)
			.where(counted(cap.counts))
			.orderBy('at', 'desc')
			.offset(cap.limit - wanted)
			.limit(wanted)
			.execute();
		const newest = rows.map(({ at }) => at);
		before.set(cap, timesBefore(cap, newest, ahead));
	}
	return new CapPlan(caps, before, newChatsFrom);
}

/** How much of a cap is used. */
export interface Used {
	readonly used: number;
	/** When the oldest counted message leaves the window, in ms since 1970, UTC; `null` if none counts. */
	readonly resetsAt: number | null;
}

/** Counts what a number has sent under a cap. */
export async function readUsed(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	cap: Cap,
	now: number,
): Promise<Used> {
	const row = await db
		.selectFrom('ledger')
		.select(({ fn }) => [fn.countAll<number>().as('used'), fn.min('at').as('oldest')])
		.where('number_id', '=', numberId)
		.where('at', '>', now - cap.windowMs)
		.where(counted(cap.counts))
		.executeTakeFirstOrThrow();
	const oldest = row.oldest as number | null;
	return { used: Number(row.used), resetsAt: oldest === null ? null : oldest + cap.windowMs };
}

/** A message that is claimed, as the ledger keeps it. */
export type Entry = Omit<
	LedgerTable,
	'id' | 'is_internal' | 'is_reply' | 'is_new_chat' | 'is_undelivered' | 'outside_to'
> & {
	/** The contact, if the window was closed: Meta counts such people for the portfolio. */
	readonly outsideTo: string | null;
	readonly attempt: number;
	readonly kind: SendKind;
};

/** Counts a message, in the transaction that claims it. */
export async function count(
	{ db }: Pick<Tx, 'db'>,
	{ attempt, kind, outsideTo, ...entry }: Entry,
): Promise<void> {
	const [is_internal, is_reply, is_new_chat] = [
		kind.isInternal,
		kind.isReply,
		kind.isNewChat,
	].map(Number) as [number, number, number];
	await db
		.insertInto('ledger')
		.values({
			id: `${entry.outbox_id}:${attempt}`,
			...entry,
			is_internal,
			is_reply,
			is_new_chat,
			outside_to: outsideTo,
		})
		.execute();
}

/** Counts a message no more that never left. */
export async function uncount(
	{ db }: Pick<Tx, 'db'>,
	outboxId: string,
	attempt: number,
): Promise<void> {
	await db.deleteFrom('ledger').where('id', '=', `${outboxId}:${attempt}`).execute();
}
