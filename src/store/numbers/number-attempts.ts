import {
	ATTEMPTS_WINDOW_MS,
	attemptsAt,
	type AttemptKind,
} from '../../domain/number/number-attempts.ts';
import type { NumberLifeOperations } from '../../ports/store/number-life.ts';
import type { Tx } from '../schema.ts';

/** See `NumberLifeOperations.beginAttempt`. */
export async function beginAttempt(
	tx: Tx,
	{ numberId, kind, now }: Parameters<NumberLifeOperations['beginAttempt']>[0],
): ReturnType<NumberLifeOperations['beginAttempt']> {
	await tx.locks.number(numberId);
	await tx.db
		.deleteFrom('number_attempt')
		.where('number_id', '=', numberId)
		.where('at', '<=', now - ATTEMPTS_WINDOW_MS)
		.execute();
	const times = await attemptTimes(tx, numberId, kind);
	const attempts = attemptsAt(times, now);
	if (attempts.used >= attempts.limit) return { isFree: false, attempts };
	const id = tx.newId();
	await tx.db
		.insertInto('number_attempt')
		.values({ id, number_id: numberId, kind, at: now })
		.execute();
	return { isFree: true, attemptId: id, attempts: attemptsAt([...times, now], now) };
}

/** See `NumberLifeOperations.forgetAttempt`. */
export async function forgetAttempt(
	{ db }: Tx,
	{ attemptId }: Parameters<NumberLifeOperations['forgetAttempt']>[0],
): Promise<null> {
	await db.deleteFrom('number_attempt').where('id', '=', attemptId).execute();
	return null;
}

/** When a step was tried. */
export async function attemptTimes(
	{ db }: Pick<Tx, 'db'>,
	numberId: string,
	kind: AttemptKind,
): Promise<readonly number[]> {
	const rows = await db
		.selectFrom('number_attempt')
		.select('at')
		.where('number_id', '=', numberId)
		.where('kind', '=', kind)
		.execute();
	return rows.map(({ at }) => at);
}
