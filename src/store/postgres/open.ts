import type { EventType } from '../../domain/event.ts';
import type { NumberLocks } from '../../ports/number-lock.ts';
import type { CommitListener, Store, StoreOperations } from '../../ports/store.ts';
import { isLook, isRead, OPERATION_NAMES } from '../operation-names.ts';
import { numberOf } from '../named-number.ts';
import { operations, type OperationName } from '../operations.ts';
import type { Tx } from '../schema.ts';
import { Bell } from './bell.ts';
import type { PostgresConfig } from './config.ts';
import { Database } from './database.ts';
import { postgresNumberLocks, type LeaseClocks } from './number-locks.ts';
import { asError } from './errors.ts';
import { prepare } from './prepare.ts';

/** A store on PostgreSQL and the locks that go with it. */
export interface PostgresStore extends Store {
	/** Usable until the store is closed. */
	readonly locks: NumberLocks;
}

/**
 * Opens (and if need be makes) our schema in a PostgreSQL. Any number of processes may have it
 * open.
 *
 * @throws TeamError `storeUnavailable`
 */
export async function openPostgresStore(
	config: PostgresConfig,
	clocks: LeaseClocks,
): Promise<PostgresStore> {
	const database = new Database(config);
	const listeners = new Set<CommitListener>();
	const notify: CommitListener = (...news) => {
		for (const listener of listeners) listener(...news);
	};
	const bell = new Bell(config, () => notify('elsewhere', null, null));
	try {
		await prepare(database);
		await bell.start();
	} catch (error) {
		await database.close();
		throw asError(error);
	}
	const run = async (name: OperationName, input: unknown): Promise<unknown> => {
		// The client typed the input by the operation's name.
		const operation = operations[name] as (tx: Tx, input: unknown) => Promise<unknown>;
		const task = {
			access: isRead(name) ? 'read' : 'write',
			lane: laneOf(name, input),
			isLook: isLook(name),
		} as const;
		const told = new Set<EventType>();
		const { result, hasWritten } = await database.transaction(task, (tx) => {
			// It may be done all over again.
			told.clear();
			return operation({ ...tx, told }, input);
		});
		if (hasWritten && !QUIET.includes(name)) bell.ring();
		notify(name, numberOf(input), [...told]);
		return result;
	};
	const port = OPERATION_NAMES.map((name) => [name, (input: unknown) => run(name, input)]);
	return {
		...(Object.fromEntries(port) as unknown as StoreOperations),
		locks: postgresNumberLocks(database, clocks),
		onCommit(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		async close() {
			await database.close();
			await bell.close();
		},
	};
}

/** Bookkeeping that nobody in another process waits for. */
const QUIET: readonly OperationName[] = [
	'openCursor',
	'beginDelivery',
	'startDelivery',
	'settleDelivery',
	'moveCursor',
	'touchCursors',
	'cut',
	'count',
	'writeLinkedKeys',
	'wipeLinkedKeys',
	'notePhoneSeen',
];

/**
 * Operations of one number take their turn here: they would wait for each other in the database
 * anyway, with a connection each, and out of order.
 */
function laneOf(name: OperationName, input: unknown): string | null {
	return isRead(name) ? null : numberOf(input);
}
