import type { HealthRules, ShareRule } from '../../domain/number/health-rules.ts';
import type { Tx } from '../schema.ts';

/** How much of what was looked at is bad. */
export interface Share {
	readonly bad: number;
	readonly all: number;
}

/** Of the newest messages of a number, how many reached nobody. */
export async function shareUndelivered(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	{
		rule,
		since,
		now,
	}: { readonly rule: ShareRule; readonly since: number; readonly now: number },
): Promise<Share> {
	const rows = await db
		.selectFrom('ledger')
		.select('is_undelivered')
		.where('number_id', '=', numberId)
		.where('is_internal', '=', 0)
		.where('at', '>', Math.max(since, now - rule.withinMs))
		.orderBy('at', 'desc')
		.limit(rule.newest)
		.execute();
	return { bad: rows.filter((row) => row.is_undelivered === 1).length, all: rows.length };
}

/** Of the newest strangers who have had their time to answer, how many have not. */
export async function openersOf(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	{
		rule,
		since,
		now,
	}: {
		readonly rule: HealthRules['unanswered'];
		readonly since: number;
		readonly now: number;
	},
): Promise<Share> {
	const rows = await db
		.selectFrom('ledger')
		.innerJoin('conversation', 'conversation.id', 'ledger.conversation_id')
		.select(['conversation.first_inbound_at', 'conversation.merged_into'])
		.where('ledger.number_id', '=', numberId)
		.where('ledger.is_new_chat', '=', 1)
		.where('ledger.at', '>', Math.max(since, now - rule.withinMs))
		.where('ledger.at', '<=', now - rule.patienceMs)
		// Who was not reached cannot answer.
		.where('ledger.is_undelivered', 'is', null)
		.orderBy('ledger.at', 'desc')
		.limit(rule.newest)
		.execute();
	// Two contacts turn out to be one when somebody writes.
	const silent = rows.filter((row) => row.first_inbound_at === null && row.merged_into === null);
	return { bad: silent.length, all: rows.length };
}
