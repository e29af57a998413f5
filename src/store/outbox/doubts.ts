import { HOUR_MS } from '../../domain/window.ts';
import type { Failure } from '../../domain/message.ts';
import type { StoreOperations } from '../../ports/store.ts';
import { isKept } from '../retention/erased.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { IN_DOUBT } from './outbox-states.ts';
import { recordUnknown } from './outgoing.ts';
import type { Tx } from '../schema.ts';

/** After this long without news nobody will bring any, in ms. */
const LONGEST_DOUBT_MS = 24 * HOUR_MS;

/** The same, if news of a message that was handed over later has come, in ms. */
const DOUBT_MS = 15 * 60_000;

const UNKNOWN: Failure = {
	name: 'outcomeUnknown',
	code: 0,
	message: 'Nobody knows whether WhatsApp took the message, and no status of it has come',
	advice: 'Look into the chat, or ask the customer. It may be sent again by hand.',
};

/** See `StoreOperations.endDoubts`. */
export async function endDoubts(
	tx: Tx,
	input: Parameters<StoreOperations['endDoubts']>[0],
): ReturnType<StoreOperations['endDoubts']> {
	await tx.locks.number(input.numberId);
	const rows = await tx.db
		.selectFrom('outbox')
		.leftJoin('message', 'message.id', 'outbox.id')
		.selectAll('outbox')
		.where('outbox.number_id', '=', input.numberId)
		.where('outbox.state', 'in', IN_DOUBT)
		.where('outbox.state', '=', 'uncertain')
		.where('message.id', 'is', null)
		.where(isKept)
		.where((eb) =>
			eb.or([
				eb('outbox.handed_at', '<=', input.now - LONGEST_DOUBT_MS),
				eb.and([
					eb('outbox.handed_at', '<=', input.now - DOUBT_MS),
					eb.exists(
						eb
							.selectFrom('message as later')
							.select('later.id')
							.whereRef('later.number_id', '=', 'outbox.number_id')
							.whereRef('later.sent_at', '>=', 'outbox.handed_at')
							.where('later.direction', '=', 'out')
							.where('later.status', 'in', ['delivered', 'read', 'played']),
					),
				]),
			]),
		)
		.limit(100)
		.execute();
	const events: NewEvent[] = [];
	for (const row of rows) events.push(await recordUnknown(tx, row, UNKNOWN, input.now));
	const [first] = rows;
	if (first !== undefined) await appendEvents(tx, first.workspace_id, events, input.now);
	return { ended: rows.length };
}
