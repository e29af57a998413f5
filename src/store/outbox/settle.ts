import type { Selectable } from 'kysely';
import type { Failure } from '../../domain/message.ts';
import { giveBack } from '../../domain/caps/recipient-pace.ts';
import type { Settle, StoreOperations } from '../../ports/store.ts';
import type { HandOverOutcome } from '../../ports/transport.ts';
import { isKept } from '../retention/erased.ts';
import { appendEvents } from '../log/events.ts';
import { uncount } from './ledger.ts';
import { hearFailure, type Failed } from '../numbers/health.ts';
import { hearMarketing, lockForOutcome } from '../people/opt-out.ts';
import { recordFailed, recordSent } from './outgoing.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

/**
 * See `StoreOperations.settle`. An answer may come so late that the row has been declared
 * uncertain, or a status has proved it sent: what is known for certain wins. But a row that was
 * said to be uncertain never goes out again by itself, and what a newer sender has in its hands is
 * no longer the older one's.
 */
export async function settle(tx: Tx, input: Settle): Promise<null> {
	await lockForOutcome(tx, input);
	const row = await tx.db
		.selectFrom('outbox')
		.selectAll()
		.where('id', '=', input.outboxId)
		.where('state', 'in', ['handing', 'uncertain'])
		.where(isKept)
		.executeTakeFirst();
	if (row === undefined) return null;
	if (row.state === 'handing' && row.fence !== input.fence) return null;
	const outcome = row.state === 'uncertain' ? final(input.outcome) : input.outcome;
	const { now } = input;
	const set = (values: Partial<typeof row>) =>
		tx.db.updateTable('outbox').set(values).where('id', '=', row.id).execute();
	switch (outcome.kind) {
		case 'sent': {
			const proof = {
				outboxId: row.id,
				numberId: row.number_id,
				providerId: outcome.providerId,
				now,
			};
			const events = await recordSent(tx, proof);
			if (events !== null) await appendEvents(tx, row.workspace_id, events, now);
			break;
		}
		case 'failed': {
			const failure_json = JSON.stringify(outcome.failure);
			await set({
				state: 'failed',
				reason: outcome.failure.name,
				failure_json,
				settled_at: now,
			});
			const event = await recordFailed(tx, row, outcome.failure, now);
			const { events: wishes } = await hearMarketing(tx, event, outcome.failure, now, now);
			const signs = await hearFailure(tx, failedOf(row, outcome.failure), now);
			const events = [event, ...wishes, ...signs];
			await appendEvents(tx, row.workspace_id, events, now);
			break;
		}
		case 'neverLeft':
		case 'retry':
			await set({
				state: 'queued',
				reason: 'retrying',
				failure_json: JSON.stringify(outcome.failure),
				not_before: input.retryAt ?? now,
			});
			if (outcome.kind === 'neverLeft') {
				await giveBackPace(tx, row.conversation_id, input);
				await uncount(tx, row.id, row.attempts);
				await closeUnopened(tx, row.conversation_id);
			} else {
				const signs = await hearFailure(tx, failedOf(row, outcome.failure), now);
				await appendEvents(tx, row.workspace_id, signs, now);
			}
			break;
		case 'unknown':
			await set({
				state: 'uncertain',
				reason: outcome.failure.name,
				failure_json: JSON.stringify(outcome.failure),
				settled_at: now,
			});
			break;
	}
	return null;
}

function final(outcome: HandOverOutcome): HandOverOutcome {
	const wouldGoAgain = outcome.kind === 'retry' || outcome.kind === 'neverLeft';
	return wouldGoAgain ? { kind: 'failed', failure: outcome.failure } : outcome;
}

function failedOf(row: Selectable<OutboxTable>, failure: Failure): Failed {
	return {
		numberId: row.number_id,
		outboxId: row.id,
		failure,
		handedAt: row.handed_at ?? row.created_at,
	};
}

/** What never left counts towards no limit. */
async function giveBackPace({ db }: Tx, conversationId: string, { pace }: Settle): Promise<void> {
	const { pace_debt: debt } = await db
		.selectFrom('conversation')
		.select('pace_debt')
		.where('id', '=', conversationId)
		.executeTakeFirstOrThrow();
	await db
		.updateTable('conversation')
		.set({ pace_debt: giveBack(pace, debt) })
		.where('id', '=', conversationId)
		.execute();
}

/** Who was only going to be written to is still somebody new. */
async function closeUnopened({ db }: Tx, conversationId: string): Promise<void> {
	await db
		.updateTable('conversation')
		.set({ opened_at: null })
		.where('id', '=', conversationId)
		.where('last_outbound_at', 'is', null)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('ledger')
						.select('ledger.id')
						.where('ledger.conversation_id', '=', conversationId),
				),
			),
		)
		.execute();
}

/** See `StoreOperations.takeOver`. Raising the fence first holds the number: see `locks.ts`. */
export async function takeOver(
	{ db }: Tx,
	input: Parameters<StoreOperations['takeOver']>[0],
): Promise<{ readonly fence: number; readonly uncertain: number }> {
	const { fence } = await db
		.updateTable('number')
		.set((eb) => ({ fence: eb('fence', '+', 1) }))
		.where('id', '=', input.numberId)
		.returning('fence')
		.executeTakeFirstOrThrow();
	const orphans = await db
		.updateTable('outbox')
		.set({ state: 'uncertain', reason: 'processDied', settled_at: input.now })
		.where('number_id', '=', input.numberId)
		.where('state', '=', 'handing')
		.returning('id')
		.execute();
	return { fence, uncertain: orphans.length };
}

/** See `StoreOperations.cancel`. */
export async function cancel(
	{ db, locks }: Tx,
	input: Parameters<StoreOperations['cancel']>[0],
): Promise<{ readonly cancelled: number }> {
	if (input.outboxIds.length === 0) return { cancelled: 0 };
	await locks.numbersOf(input.outboxIds);
	const rows = await db
		.updateTable('outbox')
		.set({
			state: input.refusal === null ? 'cancelled' : 'refused',
			reason: input.refusal,
			settled_at: input.now,
		})
		.where('id', 'in', [...input.outboxIds])
		.where('state', '=', 'queued')
		.returning('id')
		.execute();
	return { cancelled: rows.length };
}
