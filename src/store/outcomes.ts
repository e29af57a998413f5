import type { Selectable } from 'kysely';
import type { Failure, MessageStatus } from '../domain/message.ts';
import type { NumberState } from '../domain/number.ts';
import type { OutboxState } from '../domain/outbox.ts';
import { heldBy } from '../domain/sending-rules.ts';
import type { Outcome, StoreOperations } from '../ports/store.ts';
import { part, readParts } from './parts.ts';
import type { OutboxTable, Tx } from './schema.ts';

type Input = Parameters<StoreOperations['outcomes']>[0];

/** See `StoreOperations.outcomes`. In the order of the ids. */
export async function outcomes(tx: Tx, input: Input): Promise<readonly Outcome[]> {
	if (input.outboxIds.length === 0) return [];
	const rows = await tx.db
		.selectFrom('outbox')
		.innerJoin('conversation', 'conversation.id', 'outbox.conversation_id')
		.innerJoin('number', 'number.id', 'outbox.number_id')
		.leftJoin('message', 'message.id', 'outbox.id')
		.selectAll('outbox')
		.select([
			'conversation.pace_debt',
			'conversation.window_expires_at',
			'number.state as number_state',
			'message.provider_id',
			'message.status',
			'message.failure_json as message_failure_json',
		])
		.where('outbox.id', 'in', [...input.outboxIds])
		.execute();
	const parts = await readParts(tx, rows);
	const byId = new Map(
		rows.map((row) => {
			const failureJson = row.message_failure_json ?? row.failure_json;
			const outcome: Outcome = {
				outboxId: row.id,
				state: row.state as OutboxState,
				...held(row, row.pace_debt, row.number_state as NumberState, input),
				failure: failureJson === null ? null : (JSON.parse(failureJson) as Failure),
				windowExpiresAt: row.window_expires_at,
				message: {
					id: row.id,
					providerId: row.provider_id,
					status: row.status as MessageStatus | null,
				},
				number: part(parts.numbers, row.number_id),
				contact: part(parts.contacts, row.contact_id),
				conversation: part(parts.conversations, row.conversation_id),
			};
			return [row.id, outcome];
		}),
	);
	return input.outboxIds.map((id) => part(byId, id));
}

/** Why a row waits and until when; the reason of its end if it has ended. */
function held(
	row: Selectable<OutboxTable>,
	paceDebt: number,
	numberState: NumberState,
	{ now, pace }: Input,
): Pick<Outcome, 'reason' | 'until'> {
	if (row.state !== 'queued') return { reason: row.reason, until: null };
	const standing = { numberState, notBefore: row.not_before, paceDebt };
	const held = heldBy(standing, pace, now);
	// Nothing keeps it: it waits for its turn.
	if (held === null) return { reason: 'pacing', until: now };
	// A row that is to be tried again says so itself.
	return held.reason === 'notBefore' ? { ...held, reason: row.reason ?? held.reason } : held;
}
