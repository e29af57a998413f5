import { quartersOf } from '../../domain/number/history-progress.ts';
import type { AddressBookEntry } from '../../domain/inbound.ts';
import type { NumberLifeOperations } from '../../ports/store/number-life.ts';
import { numberEvent, type NewEvent } from '../log/events.ts';
import { introduce } from '../people/introduce.ts';
import type { Scope } from '../team/scope.ts';
import type { Tx } from '../schema.ts';

/**
 * Writes down how much of the history of the app has come. Parts come in any order, and may come
 * again.
 *
 * @returns an event at each quarter of the way, once
 */
export async function noteHistory(
	tx: Tx,
	{ numberId }: Pick<Scope, 'numberId'>,
	progress: number,
): Promise<readonly NewEvent[]> {
	if (progress <= 0) return [];
	const before = await progressOf(tx, numberId);
	if (progress <= before) return [];
	await tx.db
		.insertInto('app_sync')
		.values({ number_id: numberId, progress })
		.onConflict((conflict) => conflict.column('number_id').doUpdateSet({ progress }))
		.execute();
	if (quartersOf(progress) === quartersOf(before)) return [];
	return [{ ...numberEvent('history.synced', numberId), data: { progress } }];
}

/**
 * Takes in a contact of the app: somebody new is known from now on, and who has no name yet gets
 * that of the address book. Whom the phone forgets stays known here.
 */
export async function storeAddress(
	tx: Tx,
	{ workspaceId, now }: Pick<Scope, 'workspaceId' | 'now'>,
	{ key, name, isRemoved }: AddressBookEntry,
): Promise<void> {
	if (isRemoved) return;
	const contact = await introduce(tx, { workspaceId, keys: [key], name: null, now });
	if (name === null) return;
	await tx.db
		.updateTable('contact')
		.set({ name, updated_at: now })
		.where('id', '=', contact.id)
		.where('name', 'is', null)
		.execute();
}

/** See `NumberLifeOperations.beginAppSync`. */
export async function beginAppSync(
	tx: Tx,
	{ numberId, now }: Parameters<NumberLifeOperations['beginAppSync']>[0],
): ReturnType<NumberLifeOperations['beginAppSync']> {
	await tx.locks.number(numberId);
	await tx.db
		.insertInto('app_sync')
		.values({ number_id: numberId, progress: 0 })
		.onConflict((conflict) => conflict.column('number_id').doNothing())
		.execute();
	const row = await tx.db
		.updateTable('app_sync')
		.set({ asked_at: now })
		.where('number_id', '=', numberId)
		.where('asked_at', 'is', null)
		.returning('number_id')
		.executeTakeFirst();
	return { isFirst: row !== undefined };
}

/** See `NumberLifeOperations.forgetAppSync`. */
export async function forgetAppSync(
	{ db }: Tx,
	{ numberId }: Parameters<NumberLifeOperations['forgetAppSync']>[0],
): Promise<null> {
	await db
		.updateTable('app_sync')
		.set({ asked_at: null })
		.where('number_id', '=', numberId)
		.execute();
	return null;
}

async function progressOf({ db }: Pick<Tx, 'db'>, numberId: string): Promise<number> {
	const row = await db
		.selectFrom('app_sync')
		.select('progress')
		.where('number_id', '=', numberId)
		.executeTakeFirst();
	return row?.progress ?? 0;
}
