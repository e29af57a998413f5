import type { Selectable } from 'kysely';
import type { Failure, MessageStatus } from '../../domain/message.ts';
import { acceptsSends } from '../../domain/number/number.ts';
import type { HeldReason, OutboxState } from '../../domain/outbox.ts';
import type { Fate } from '../../domain/caps/planned-queue.ts';
import { heldBy } from '../../domain/sending-rules.ts';
import type { Outcome, StoreOperations } from '../../ports/store.ts';
import { contentOfRow } from './as-it-goes.ts';
import { standingOf } from '../numbers/pause.ts';
import { part, readParts } from '../log/parts.ts';
import { foretell, toMessage, type Foretold } from './queue.ts';
import type { OutboxTable } from '../schema/sending.ts';
import type { Tx } from '../schema.ts';

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
			'number.paused_at as number_paused_at',
			'message.provider_id',
			'message.status',
			'message.failure_json as message_failure_json',
		])
		.where('outbox.id', 'in', [...input.outboxIds])
		.execute();
	const parts = await readParts(tx, rows);
	const foretold = await foretellAll(tx, rows, input);
	const byId = new Map(
		rows.map((row) => {
			const failureJson = row.message_failure_json ?? row.failure_json;
			const outcome: Outcome = {
				outboxId: row.id,
				state: row.state as OutboxState,
				...held(row, foretold.get(row.number_id) ?? null, input),
				failure: failureJson === null ? null : (JSON.parse(failureJson) as Failure),
				windowExpiresAt: row.window_expires_at,
				message: {
					id: row.id,
					providerId: row.provider_id,
					status: row.status as MessageStatus | null,
				},
				...asWhat(row),
				number: part(parts.numbers, row.number_id),
				contact: part(parts.contacts, row.contact_id),
				conversation: part(parts.conversations, row.conversation_id),
			};
			return [row.id, outcome];
		}),
	);
	return input.outboxIds.map((id) => part(byId, id));
}

type Row = Selectable<OutboxTable> & {
	readonly pace_debt: number;
	readonly number_state: string;
	readonly number_paused_at: number | null;
};

/** Which template it is, and whether that went in place of something else. */
function asWhat(row: Row): Pick<Outcome, 'template' | 'usedFallback'> {
	// Most messages have nothing to do with templates: their content is not read.
	if (row.beyond_window === null) return {};
	// What waits is decided anew when it goes.
	const used_fallback = row.state === 'queued' ? 0 : row.used_fallback;
	const content = contentOfRow({ ...row, used_fallback });
	const { name, language, text } = content.type === 'template' ? content : NO_TEMPLATE;
	return {
		...(name === '' ? {} : { template: { name, language, text } }),
		...(row.fallback_json === null ? {} : { usedFallback: used_fallback === 1 }),
	};
}

const NO_TEMPLATE = { name: '', language: '', text: '' };

/** What becomes of the messages that wait, number by number. */
async function foretellAll(
	tx: Tx,
	rows: readonly Row[],
	{ now, pace }: Input,
): Promise<ReadonlyMap<string, Foretold | null>> {
	const waiting = rows.filter((row) => row.state === 'queued' && acceptsSends(stateOf(row)));
	const foretold = new Map<string, Foretold | null>();
	for (const numberId of new Set(waiting.map((row) => row.number_id))) {
		const number = await tx.db
			.selectFrom('number')
			.selectAll()
			.where('id', '=', numberId)
			.executeTakeFirstOrThrow();
		const asked = waiting.filter((row) => row.number_id === numberId).map(toMessage);
		foretold.set(numberId, await foretell(tx, number, { pace, now, asked }));
	}
	return foretold;
}

function stateOf(row: Row) {
	return standingOf({ state: row.number_state, paused_at: row.number_paused_at });
}

/** Why a row waits and until when; the reason of its end if it has ended. */
function held(
	row: Row,
	foretold: Foretold | null,
	{ now, pace }: Input,
): Pick<Outcome, 'reason' | 'until'> {
	if (row.state !== 'queued') return { reason: row.reason, until: null };
	const standing = {
		numberState: stateOf(row),
		notBefore: row.not_before,
		paceDebt: row.pace_debt,
	};
	const own = heldBy(standing, pace, now);
	if (foretold !== null) return heldInQueue(foretold.fates.get(row.id), foretold, now);
	// Nothing keeps it: it waits for its turn.
	if (own === null) return { reason: 'pacing', until: now };
	// What held a row when it was looked at, or that it is to be tried again, the row says itself.
	const reason = own.reason === 'notBefore' ? (row.reason ?? own.reason) : own.reason;
	const isTooLate = own.until !== null && own.until >= row.expires_at;
	return { reason, until: isTooLate ? null : own.until };
}

function heldInQueue(
	fate: Fate | undefined,
	{ behind }: Foretold,
	now: number,
): { readonly reason: HeldReason; readonly until: number | null } {
	if (fate === undefined) return { reason: behind, until: null };
	switch (fate.kind) {
		case 'goes':
			return { reason: fate.reason ?? 'pacing', until: Math.max(fate.at, now) };
		case 'waits':
			return { reason: fate.reason, until: null };
		case 'refused':
			return { reason: fate.held ?? 'pacing', until: null };
	}
}
