import { readDeskRules } from '../../domain/desk/desk-rules.ts';
import type { ReceiveBatch, ReceiveResult } from '../../ports/store.ts';
import { noteHistory, storeAddress } from '../numbers/app-data.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import { storeInbound } from './inbound.ts';
import { storeRecorded } from './recorded.ts';
import { lockForBatch, storePreference } from '../people/opt-out.ts';
import type { Tx } from '../schema.ts';
import { storeStatus } from './statuses.ts';

/** See `StoreOperations.receiveBatch`. */
export async function receiveBatch(tx: Tx, input: ReceiveBatch): Promise<ReceiveResult> {
	const { messages, recorded = [], statuses, preferences = [], numberId, now } = input;
	// Neither number nor workspace hangs on what the lock of the number keeps.
	const number = await tx.db
		.selectFrom('number')
		.innerJoin('workspace', 'workspace.id', 'number.workspace_id')
		.select(['number.workspace_id', 'number.mode', 'number.is_single', 'workspace.desk_json'])
		.where('number.id', '=', numberId)
		.executeTakeFirstOrThrow();
	const { workspace_id: workspaceId, mode } = number;
	const rules = readDeskRules(number.desk_json);
	const optOut = await lockForBatch(tx, workspaceId, input);
	const isSingle = number.is_single !== 0;
	const hasWindow = mode === 'cloud';
	const scope = { workspaceId, numberId, hasWindow, optOut, rules, isSingle, now };
	const events: NewEvent[] = [];
	const ended: string[] = [];
	let isDue = false;
	let [stored, advanced, unknownStatuses] = [0, 0, 0];
	for (const message of messages) {
		const result = await storeInbound(tx, scope, message);
		if (result.isNew) stored += 1;
		events.push(...result.events);
		ended.push(...(result.ended ?? []));
		isDue ||= result.isDue === true;
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
		ended.push(...(heard?.ended ?? []));
	}
	for (const preference of preferences) {
		const change = await storePreference(tx, scope, preference);
		events.push(...change.events);
		ended.push(...change.ended);
	}
	for (const entry of input.addressBook ?? []) await storeAddress(tx, scope, entry);
	events.push(...(await noteHistory(tx, scope, input.historyProgress ?? 0)));
	await appendEvents(tx, workspaceId, events, now);
	const duplicates = messages.length + recorded.length - stored;
	return { stored, duplicates, advanced, unknownStatuses, ended, isDue };
}
