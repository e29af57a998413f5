import type { ReceiveBatch, ReceiveResult } from '../ports/store.ts';
import { appendEvents, type NewEvent } from './events.ts';
import { storeInbound } from './inbound.ts';
import { storeRecorded } from './recorded.ts';
import type { Tx } from './schema.ts';
import { storeStatus } from './statuses.ts';

/** See `StoreOperations.receiveBatch`. */
export async function receiveBatch(tx: Tx, input: ReceiveBatch): Promise<ReceiveResult> {
	await tx.locks.number(input.numberId);
	const { messages, recorded = [], statuses, numberId, now } = input;
	const { workspace_id: workspaceId, mode } = await tx.db
		.selectFrom('number')
		.select(['workspace_id', 'mode'])
		.where('id', '=', numberId)
		.executeTakeFirstOrThrow();
	const scope = { workspaceId, numberId, hasWindow: mode === 'cloud', now };
	const events: NewEvent[] = [];
	let [stored, advanced, unknownStatuses] = [0, 0, 0];
	for (const message of messages) {
		const result = await storeInbound(tx, scope, message);
		if (result.isNew) stored += 1;
		events.push(...result.events);
	}
	for (const message of recorded) {
		const result = await storeRecorded(tx, scope, message);
		if (result.isNew) stored += 1;
		events.push(...result.events);
	}
	for (const status of statuses) {
		const heard = await storeStatus(tx, scope, status);
		if (heard === null) unknownStatuses += 1;
		if (heard?.advanced === true) advanced += 1;
		events.push(...(heard?.events ?? []));
	}
	await appendEvents(tx, workspaceId, events, now);
	const duplicates = messages.length + recorded.length - stored;
	return { stored, duplicates, advanced, unknownStatuses };
}
