import { DAY_MS } from '../../domain/caps/caps.ts';
import { PeopleReached } from '../../domain/caps/people-reached.ts';
import type { Limit } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** The numbers that share a messaging limit, and how many people that is in 24 hours. */
export interface Portfolio {
	readonly id: string;
	readonly numberIds: readonly string[];
	readonly limit: number;
}

/** How many people one claim of a number reaches at the most. */
const MOST_AT_ONCE = 100;

/** The portfolio of a number. `null` if Meta has named no limit of it. */
export async function portfolioOf(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
): Promise<Portfolio | null> {
	const all = await db
		.selectFrom('number_life as own')
		.innerJoin('number_life as each', 'each.portfolio_id', 'own.portfolio_id')
		.select(['each.portfolio_id as id', 'each.number_id', 'each.people_per_day'])
		.where('own.number_id', '=', numberId)
		.orderBy('each.seen_at', 'desc')
		.execute();
	// What Meta said last holds for all of them.
	const { id = null, people_per_day: limit = null } = all[0] ?? {};
	if (id === null || limit === null) return null;
	return { id, numberIds: all.map((row) => row.number_id), limit };
}

/**
 * Whom a portfolio has reached, held against other numbers of it until the end of the transaction.
 *
 * @returns `null` if there is room for all that its numbers may claim at once
 */
export async function holdPeople(
	tx: Tx,
	portfolio: Portfolio,
	now: number,
): Promise<PeopleReached | null> {
	const { numberIds, limit } = portfolio;
	const messages = await countOutside(tx, portfolio, now);
	if (messages + MOST_AT_ONCE * numberIds.length <= limit) return null;
	await tx.locks.portfolio(portfolio.id);
	return await readPeople(tx, portfolio, now);
}

/** Whom a portfolio has reached within the 24 hours that end now. */
export async function readPeople(
	{ db }: Pick<Tx, 'db'>,
	{ numberIds, limit }: Portfolio,
	now: number,
): Promise<PeopleReached> {
	const rows = await db
		.selectFrom('ledger')
		.select(['outside_to', ({ fn }) => fn.max('at').as('last')])
		.where('number_id', 'in', numberIds)
		.where('at', '>', now - DAY_MS)
		.where('outside_to', 'is not', null)
		.groupBy('outside_to')
		.orderBy('last')
		.execute();
	return new PeopleReached(
		limit,
		rows.map((row) => [row.outside_to ?? '', row.last] as const),
	);
}

/** How much of the limit is used, as a cap of the number. `null` if Meta has named none. */
export async function portfolioLimit(
	tx: Pick<Tx, 'db'>,
	numberId: string,
	now: number,
): Promise<Limit | null> {
	const portfolio = await portfolioOf(tx, numberId);
	if (portfolio === null) return null;
	const rows = await tx.db
		.selectFrom('ledger')
		.select(({ fn }) => fn.max('at').as('last'))
		.where('number_id', 'in', portfolio.numberIds)
		.where('at', '>', now - DAY_MS)
		.where('outside_to', 'is not', null)
		.groupBy('outside_to')
		.execute();
	const times = rows.map(({ last }) => last);
	const resetsAt = times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)) + DAY_MS;
	return { name: 'portfolio', used: times.length, cap: portfolio.limit, resetsAt };
}

/** Whether so many more messages fit, even if each of them goes to somebody new. */
export async function isPortfolioRoomy(
	tx: Pick<Tx, 'db'>,
	numberId: string,
	more: number,
	now: number,
): Promise<boolean> {
	const portfolio = await portfolioOf(tx, numberId);
	if (portfolio === null) return true;
	return (await countOutside(tx, portfolio, now)) + more <= portfolio.limit;
}

async function countOutside(
	{ db }: Pick<Tx, 'db'>,
	{ numberIds }: Portfolio,
	now: number,
): Promise<number> {
	const { n } = await db
		.selectFrom('ledger')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('number_id', 'in', numberIds)
		.where('at', '>', now - DAY_MS)
		.where('outside_to', 'is not', null)
		.executeTakeFirstOrThrow();
	return Number(n);
}
