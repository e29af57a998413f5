import path from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { NumberLocks } from '../ports/number-lock.ts';
import type { Store } from '../ports/store.ts';
import type { DatabaseChoice } from './database-choice.ts';

/** A store, and the locks that keep its numbers to one process each. */
export interface OpenedStore {
	readonly store: Store;
	readonly locks: NumberLocks;
}

/**
 * Opens the chosen database. Loads what only that one needs.
 *
 * @throws TeamError `storeUnavailable`
 */
export async function openStore(database: DatabaseChoice, clock: Clock): Promise<OpenedStore> {
	switch (database.kind) {
		case 'postgres': {
			const { openPostgresStore } = await import('../store/postgres/open.ts');
			const store = await openPostgresStore(database.config, { clock });
			return { store, locks: store.locks };
		}
		case 'sqlite': {
			const [{ openSqliteStore }, { sqliteNumberLocks }] = await Promise.all([
				import('../store/sqlite/open.ts'),
				import('../store/sqlite/number-locks.ts'),
			]);
			const store = await openSqliteStore(database.file);
			const folder = path.join(path.dirname(database.file), 'locks');
			return { store, locks: sqliteNumberLocks(folder) };
		}
	}
}
