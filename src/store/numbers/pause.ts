import type { NumberState } from '../../domain/number/number.ts';
import type { StoreOperations } from '../../ports/store.ts';
import { appendEvents, numberEvent } from '../log/events.ts';
import type { Tx } from '../schema.ts';

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
	tx: Tx,
	{ numberId, isPaused, now }: Parameters<StoreOperations['pauseNumber']>[0],
): ReturnType<StoreOperations['pauseNumber']> {
	await tx.locks.number(numberId);
	const changed = await tx.db
		.updateTable('number')
		.set({ paused_at: isPaused ? now : null, updated_at: now })
		.where('id', '=', numberId)
		.where('paused_at', isPaused ? 'is' : 'is not', null)
		.returning(['workspace_id', 'state'])
		.executeTakeFirst();
	if (changed === undefined) return { hasChanged: false };
	const { workspace_id: workspaceId, state } = changed;
	const [from, to] = isPaused ? [state, 'paused'] : ['paused', state];
	const event = numberEvent(isPaused ? 'number.paused' : 'number.resumed', numberId);
	await appendEvents(tx, workspaceId, [{ ...event, data: { field: 'state', from, to } }], now);
	return { hasChanged: true };
}
