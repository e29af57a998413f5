import { standingOfHealth } from '../../domain/number/health-news.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { StoreOperations } from '../../ports/store.ts';
import { limitsOf } from '../outbox/caps-used.ts';
import { healthOf, rulesOf } from './number-caps.ts';
import { doCredentialsDiffer } from './number-rules.ts';
import { part, readNumbers } from '../log/parts.ts';
import type { Tx } from '../schema.ts';

/** See `StoreOperations.numberStanding`. */
export async function numberStanding(
	tx: Tx,
	{ numberId, now }: Parameters<StoreOperations['numberStanding']>[0],
): ReturnType<StoreOperations['numberStanding']> {
	const { db } = tx;
	const number = await db
		.selectFrom('number')
		.selectAll()
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const { n } = await db
		.selectFrom('outbox')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('number_id', '=', numberId)
		.where('state', '=', 'queued')
		.executeTakeFirstOrThrow();
	const rules = rulesOf(number);
	return {
		number: part(await readNumbers(tx, [numberId]), numberId),
		state: number.state as NumberState,
		pausedAt: number.paused_at,
		perSecond: number.per_second,
		waiting: Number(n),
		limits: await limitsOf(tx, number, now),
		rules,
		health:
			rules.health === null
				? null
				: standingOfHealth(rules.health, healthOf(number, rules), now),
		doCredentialsDiffer: await doCredentialsDiffer(tx, numberId, now),
	};
}
