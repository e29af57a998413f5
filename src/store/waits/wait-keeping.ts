import { endingOf, endsAt, type Ending } from '../../domain/wait.ts';
import type { StoreOperations, WaitFate } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';
import { readWaits } from './wait-rows.ts';

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];

/** How many waits end in one transaction. */
const CHUNK = 100;

/** See `StoreOperations.endedWaits`. The oldest first. */
export async function endedWaits(
	{ db }: Tx,
	{ limit }: Input<'endedWaits'>,
): ReturnType<StoreOperations['endedWaits']> {
	const rows = await db
		.selectFrom('wait')
		.select(['outbox_id', 'run', 'address', 'ending'])
		.where('state', 'in', ['replied', 'ended'])
		.orderBy('settled_at')
		.orderBy('outbox_id')
		.limit(limit)
		.execute();
	return rows.map(({ outbox_id: outboxId, run, address, ending }) => ({
		outboxId,
		run,
		address,
		ending: ending as Ending,
	}));
}

/** See `StoreOperations.openWaits`. */
export async function openWaits(
	tx: Tx,
	{ now }: Input<'openWaits'>,
): ReturnType<StoreOperations['openWaits']> {
	const rows = await readWaits(tx, { isArmed: true });
	const over: string[] = [];
	let nextAt: number | null = null;
	for (const { asked, outbox_id: outboxId } of rows) {
		if (endingOf(asked, now) !== null) over.push(outboxId);
		else nextAt = Math.min(nextAt ?? Infinity, endsAt(asked));
	}
	return { waiting: rows.length, over: over.slice(0, CHUNK), nextAt };
}

/** See `StoreOperations.endWaits`. */
export async function endWaits(
	tx: Tx,
	{ outboxIds, now }: Input<'endWaits'>,
): ReturnType<StoreOperations['endWaits']> {
	await tx.locks.numbersOf(outboxIds);
	// Nobody may be there who sends for the number, and would give it up.
	await tx.db
		.updateTable('outbox')
		.set({ state: 'refused', reason: 'expired', settled_at: now })
		.where('id', 'in', [...outboxIds])
		.where('state', '=', 'queued')
		.where('expires_at', '<=', now)
		.execute();
	let ended = 0;
	for (const row of await readWaits(tx, { outboxIds, isArmed: true })) {
		const ending = endingOf(row.asked, now);
		if (ending === null) continue;
		await tx.db
			.updateTable('wait')
			.set({ state: 'ended', ending, settled_at: now })
			.where('outbox_id', '=', row.outbox_id)
			.execute();
		ended += 1;
	}
	return { ended };
}

/** See `StoreOperations.settleWait`. */
export async function settleWait(
	{ db }: Tx,
	{ outboxId, run, fate, now }: Input<'settleWait'>,
): ReturnType<StoreOperations['settleWait']> {
	const row = await db
		.updateTable('wait')
		.set((eb) => ({
			state:
				fate === 'resumed'
					? fate
					: eb.case().when('called_at', 'is', null).then('gone').else('resumed').end(),
			settled_at: now,
		}))
		.where('outbox_id', '=', outboxId)
		.where('run', '=', run)
		.where('state', 'in', ['replied', 'ended'])
		.returning('state')
		.executeTakeFirst();
	return { fate: (row?.state as WaitFate | undefined) ?? null };
}

/** See `StoreOperations.waitFate`. */
export async function waitFate(
	{ db }: Tx,
	{ outboxId }: Input<'waitFate'>,
): ReturnType<StoreOperations['waitFate']> {
	const row = await db
		.selectFrom('wait')
		.select('state')
		.where('outbox_id', '=', outboxId)
		.executeTakeFirst();
	// What is no longer known was kept long enough.
	if (row === undefined) return 'gone';
	return row.state === 'resumed' || row.state === 'gone' ? row.state : 'open';
}
