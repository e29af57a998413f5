import type { ExpressionBuilder } from 'kysely';
import type { Cut } from '../../ports/store.ts';
import { ERASED } from './erased.ts';
import type { Tables, Tx } from '../schema.ts';

/**
 * Deletes what was sent, or not, and with it the idempotency keys and who waited for a reply.
 *
 * @param before when the youngest of them was settled
 */
export async function cutOutbox(
	{ db, locks }: Tx,
	{ workspaceId, limit }: Cut,
	before: number,
): Promise<number> {
	const old = await db
		.selectFrom('outbox')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where('settled_at', '<', before)
		.where(isFinal)
		.orderBy('settled_at')
		.limit(limit)
		.execute();
	const ids = old.map(({ id }) => id);
	if (ids.length === 0) return 0;
	await locks.numbersOf(ids);
	// A status may have come before the numbers were held.
	await db
		.deleteFrom('outbox')
		.where('id', 'in', ids)
		.where('settled_at', '<', before)
		.where(isFinal)
		.execute();
	const isGone = (eb: ExpressionBuilder<Tables, 'wait'>) =>
		eb.not(
			eb.exists(
				eb
					.selectFrom('outbox')
					.select('outbox.id')
					.whereRef('outbox.id', '=', 'wait.outbox_id'),
			),
		);
	await db.deleteFrom('wait').where('outbox_id', 'in', ids).where(isGone).execute();
	return ids.length;
}

/**
 * Whether nothing is expected of a row any more, and nobody waits for the reply. A doubt that has
 * ended has left a message.
 */
function isFinal(eb: ExpressionBuilder<Tables, 'outbox'>) {
	return eb.and([
		eb('outbox.state', 'not in', ['queued', 'handing']),
		eb.not(
			eb.exists(
				eb
					.selectFrom('wait')
					.select('wait.outbox_id')
					.whereRef('wait.outbox_id', '=', 'outbox.id')
					.where('wait.state', 'in', ['armed', 'replied', 'ended']),
			),
		),
		eb.or([
			eb('outbox.state', '!=', 'uncertain'),
			eb('outbox.reason', '=', ERASED),
			eb.exists(
				eb
					.selectFrom('message')
					.select('message.id')
					.whereRef('message.id', '=', 'outbox.id'),
			),
		]),
	]);
}
