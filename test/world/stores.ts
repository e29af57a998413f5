import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { createIdSource } from '../../src/domain/ids.ts';
import type { StoreOperations } from '../../src/ports/store.ts';
import { noLocks } from '../../src/store/transaction/locks.ts';
import { migrate } from '../../src/store/migrations/index.ts';
import { operations } from '../../src/store/operations.ts';
import type { Tables, Tx } from '../../src/store/schema.ts';
import { nodeSqliteDialect } from '../../src/store/sqlite/dialect.ts';

/** The store's own operations, one transaction after the other, as one process has them. */
export interface WorldStore extends StoreOperations {
	readonly database: DatabaseSync;
	/** Changes the database as another program would, in a transaction of its own. */
	edit(change: (database: DatabaseSync) => void): Promise<void>;
}

/** Where ids and chance come from. */
export interface Sources {
	readonly now: () => number;
	readonly random: () => number;
}

/** One process, whose database is in its memory. */
export async function openMemoryStore(sources: Sources): Promise<WorldStore> {
	return await openStore(new DatabaseSync(':memory:'), sources);
}

/** Several processes on one file: each with a connection of its own, all after the same lock. */
export async function openFileStores(
	file: string,
	count: number,
	sources: Sources,
): Promise<readonly WorldStore[]> {
	const stores: WorldStore[] = [];
	for (let n = 0; n < count; n += 1) {
		const database = new DatabaseSync(file, { timeout: 0 });
		database.exec('pragma journal_mode = wal; pragma synchronous = off');
		stores.push(await openStore(database, sources));
	}
	return stores;
}

async function openStore(database: DatabaseSync, { now, random }: Sources): Promise<WorldStore> {
	const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
	await migrate(db);
	const newId = createIdSource(now, (bytes) => {
		for (const index of bytes.keys()) bytes[index] = Math.floor(random() * 256);
	});
	const tx: Tx = { db, newId, locks: noLocks };
	let last: Promise<unknown> = Promise.resolve();
	const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
		const result = last.then(async () => {
			await begin(database);
			try {
				const value = await task();
				database.exec('commit');
				return value;
			} catch (error) {
				database.exec('rollback');
				throw error;
			}
		});
		last = result.catch(() => undefined);
		return result;
	};
	const run = (name: keyof typeof operations, input: unknown): Promise<unknown> => {
		const operation = operations[name] as (tx: Tx, input: unknown) => Promise<unknown>;
		return inTurn(() => operation(tx, input));
	};
	const port = (Object.keys(operations) as (keyof typeof operations)[]).map((name) => [
		name,
		(input: unknown) => run(name, input),
	]);
	return {
		...(Object.fromEntries(port) as unknown as StoreOperations),
		database,
		edit: (change) =>
			inTurn(() => {
				change(database);
				return Promise.resolve();
			}),
	};
}

/** Another connection may be in a transaction, which goes on between two tries. */
async function begin(database: DatabaseSync): Promise<void> {
	for (;;) {
		try {
			database.exec('begin immediate');
			return;
		} catch (error) {
			// Under Jest an error of Node's own is none of this realm's.
			if (!String(error).includes('database is locked')) throw error;
			await setImmediate();
		}
	}
}
