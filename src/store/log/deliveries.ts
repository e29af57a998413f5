import type { DeliveryKey, DeliveryRow, StoreOperations } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];

/** See `StoreOperations.beginDelivery`. */
export async function beginDelivery(
	tx: Tx,
	input: Input<'beginDelivery'>,
): Promise<DeliveryRow | null> {
	const known = await getDelivery(tx, input);
	if (known !== null && known.attempt >= input.attempt) return known;
	const said = { attempt: input.attempt, state: 'emitting', at: input.now };
	await tx.db
		.insertInto('delivery')
		.values({ consumer: input.consumer, event_id: input.eventId, seq: input.seq, ...said })
		.onConflict((conflict) => conflict.columns(['consumer', 'event_id']).doUpdateSet(said))
		.execute();
	return null;
}

/** See `StoreOperations.startDelivery`. */
export async function startDelivery(
	{ db }: Tx,
	input: Input<'startDelivery'>,
): Promise<{ readonly current: boolean }> {
	const row = await getDelivery({ db } as Tx, input);
	// Without a row nobody can have begun a newer attempt.
	if (row === null) return { current: true };
	if (row.attempt > input.attempt) return { current: false };
	await db
		.updateTable('delivery')
		.set({ state: 'started', at: input.now })
		.where('consumer', '=', input.consumer)
		.where('event_id', '=', input.eventId)
		.where('attempt', '=', input.attempt)
		.where('state', '=', 'emitting')
		.execute();
	return { current: true };
}

/** See `StoreOperations.getDelivery`. */
export async function getDelivery({ db }: Tx, input: DeliveryKey): Promise<DeliveryRow | null> {
	const row = await db
		.selectFrom('delivery')
		.select(['attempt', 'state', 'at'])
		.where('consumer', '=', input.consumer)
		.where('event_id', '=', input.eventId)
		.executeTakeFirst();
	return row === undefined ? null : { ...row, state: row.state as DeliveryRow['state'] };
}

/** See `StoreOperations.settleDelivery`. */
export async function settleDelivery(tx: Tx, input: Input<'settleDelivery'>): Promise<null> {
	await tx.db
		.updateTable('delivery')
		.set({ state: 'settled', at: input.now })
		.where('consumer', '=', input.consumer)
		.where('event_id', '=', input.eventId)
		.execute();
	return await moveCursor(tx, input);
}

/** See `StoreOperations.moveCursor`. Never moves back. */
export async function moveCursor({ db }: Tx, input: Input<'moveCursor'>): Promise<null> {
	await db
		.updateTable('cursor')
		.set({ position: input.position, read_at: input.now })
		.where('consumer', '=', input.consumer)
		.where('position', '<', input.position)
		.execute();
	return null;
}
