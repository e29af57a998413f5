import type { Cut } from '../../ports/store.ts';
import { ERASED, NO_CONTENT } from './erased.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import type { Tx } from '../schema.ts';

/**
 * Deletes messages, and what the outbox holds of them. One that a trigger has still to read of
 * stays until it has.
 *
 * @param before when the youngest of them was written
 */
export async function cutMessages(
	tx: Tx,
	{ workspaceId, limit }: Cut,
	before: number,
): Promise<number> {
	const { db } = tx;
	await lockNumbers(tx, workspaceId);
	const { read } = await db
		.selectFrom('cursor')
		.select((eb) => eb.fn.min('position').as('read'))
		.where('workspace_id', '=', workspaceId)
		.executeTakeFirstOrThrow();
	let old = db
		.selectFrom('message')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where('sent_at', '<', before)
		.orderBy('sent_at')
		.limit(limit);
	// The type of `min` does not tell that without cursors there is none.
	if ((read as number | null) !== null) {
		old = old.where('id', 'not in', (eb) =>
			eb
				.selectFrom('event')
				.select('event.message_id')
				.where('event.workspace_id', '=', workspaceId)
				.where('event.seq', '>', read),
		);
	}
	const ids = (await old.execute()).map(({ id }) => id);
	if (ids.length === 0) return 0;
	await db
		.updateTable('outbox')
		.set({ content_json: NO_CONTENT, fallback_json: null, failure_json: null })
		.where('id', 'in', ids)
		.execute();
	// Whose message is gone would seem to be one whose doubt has not ended.
	await db
		.updateTable('outbox')
		.set({ reason: ERASED })
		.where('id', 'in', ids)
		.where('state', '=', 'uncertain')
		.execute();
	await db.deleteFrom('message').where('id', 'in', ids).execute();
	return ids.length;
}
