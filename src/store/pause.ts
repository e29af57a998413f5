import type { NumberState } from '../domain/number.ts';
import type { StoreOperations } from '../ports/store.ts';
import type { Tx } from './schema.ts';

/**
 * The state of a number as it counts for sending. What a person paused stays paused, whatever Meta
 * says of it.
 */
export function standingOf(row: {
	readonly state: string;
	readonly paused_at: number | null;
}): NumberState {
	return row.paused_at === null ? (row.state as NumberState) : 'paused';
}

/** See `StoreOperations.pauseNumber`. */
export async function pauseNumber(
	{ db, locks }: Tx,
	{ numberId, isPaused, now }: Parameters<StoreOperations['pauseNumber']>[0],
): ReturnType<StoreOperations['pauseNumber']> {
	await locks.number(numberId);
	const changed = await db
		.updateTable('number')
		.set({ paused_at: isPaused ? now : null, updated_at: now })
		.where('id', '=', numberId)
		.where('paused_at', isPaused ? 'is' : 'is not', null)
		.returning('workspace_id')
		.executeTakeFirst();
	return { hasChanged: changed !== undefined };
}
