import { endingOf, endsAtLatest, type Ending } from '../../domain/wait.ts';
import type { StoreOperations, WaitResult } from '../../ports/store.ts';
import { readItem } from '../log/feed.ts';
import { outcomes } from '../outbox/outcomes.ts';
import type { Tx } from '../schema.ts';
import { readWaits } from './wait-rows.ts';

type Begin = Parameters<StoreOperations['beginWait']>[0];
type Call = Parameters<StoreOperations['callWait']>[0];

/** See `StoreOperations.beginWait`. */
export async function beginWait(tx: Tx, input: Begin): ReturnType<StoreOperations['beginWait']> {
	const { outboxId, run, now } = input;
	await tx.locks.numbersOf([outboxId]);
	const [row] = await readWaits(tx, { outboxIds: [outboxId] });
	if (row?.run !== run) return null;
	const ending = (row.ending as Ending | null) ?? endingOf(row.asked, now);
	if (ending === null) return { kind: 'waits', until: endsAtLatest(row.asked) };
	await tx.db
		.updateTable('wait')
		.set({ state: 'resumed', ending, settled_at: now })
		.where('outbox_id', '=', outboxId)
		.execute();
	return { kind: 'ended', ...(await resultOf(tx, input, ending, row.reply_event_id)) };
}

/** See `StoreOperations.callWait`. */
export async function callWait(tx: Tx, input: Call): ReturnType<StoreOperations['callWait']> {
	const { outboxId, run, now } = input;
	const row = await tx.db
		.updateTable('wait')
		.set({ called_at: now })
		.where('outbox_id', '=', outboxId)
		.where('run', '=', run)
		.where('state', 'in', ['replied', 'ended'])
		.returning(['ending', 'reply_event_id'])
		.executeTakeFirst();
	if (row === undefined) return null;
	return await resultOf(tx, input, row.ending as Ending, row.reply_event_id);
}

async function resultOf(
	tx: Tx,
	{ outboxId, now, pace }: Begin | Call,
	ending: Ending,
	eventId: string | null,
): Promise<WaitResult> {
	const [outcome] = await outcomes(tx, { outboxIds: [outboxId], now, pace });
	if (outcome === undefined) throw new Error(`The outbox misses the row ${outboxId}`);
	return { ending, outcome, reply: eventId === null ? null : await readItem(tx, eventId) };
}
