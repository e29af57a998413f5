import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { createIdSource } from '../../src/domain/ids.ts';
import type { StoreOperations } from '../../src/ports/store.ts';
import { noLocks } from '../../src/store/locks.ts';
import { migrate } from '../../src/store/migrations/index.ts';
import { operations } from '../../src/store/operations.ts';
import type { Tables, Tx } from '../../src/store/schema.ts';
import { nodeSqliteDialect } from '../../src/store/sqlite/dialect.ts';

/** The store's own operations over a database in memory, one transaction after the other. */
export interface MemoryStore extends StoreOperations {
	readonly database: DatabaseSync;
}

/** @param now the time of the ids that are made */
export async function openMemoryStore(
	now: () => number,
	random: () => number,
): Promise<MemoryStore> {
	const database = new DatabaseSync(':memory:');
	const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
	await migrate(db);
	const newId = createIdSource(now, (bytes) => {
		for (const index of bytes.keys()) bytes[index] = Math.floor(random() * 256);
	});
	const tx: Tx = { db, newId, locks: noLocks };
	let last: Promise<unknown> = Promise.resolve();
	const run = (name: keyof typeof operations, input: unknown): Promise<unknown> => {
		const operation = operations[name] as (tx: Tx, input: unknown) => Promise<unknown>;
		const result = last.then(async () => {
			database.exec('begin');
			try {
				const value = await operation(tx, input);
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
	const port = (Object.keys(operations) as (keyof typeof operations)[]).map((name) => [
		name,
		(input: unknown) => run(name, input),
	]);
	return { ...(Object.fromEntries(port) as unknown as StoreOperations), database };
}
