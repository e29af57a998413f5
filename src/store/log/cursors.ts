import type { StoreOperations } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** See `StoreOperations.touchCursors`. */
export async function touchCursors(
	{ db }: Pick<Tx, 'db'>,
	{ consumers, now }: Parameters<StoreOperations['touchCursors']>[0],
): Promise<null> {
	for (const consumer of consumers) {
		await db
			.updateTable('cursor')
			.set({ read_at: now })
			.where('consumer', '=', consumer)
			.where('read_at', '<', now)
			.execute();
	}
	return null;
}
