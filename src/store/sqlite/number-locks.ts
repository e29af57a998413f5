import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { NumberLock, NumberLocks } from '../../ports/number-lock.ts';
import { isBusy } from './begin.ts';

/** A database that nothing refers to is closed by the garbage collector, and its lock is gone. */
const held = new Set<DatabaseSync>();

/**
 * One small database file per number, held in an exclusive transaction: the operating system takes
 * it back the moment a process dies, however it dies. Node has no other file lock.
 *
 * @param folder where the files are kept; it is made
 */
export function sqliteNumberLocks(folder: string): NumberLocks {
	return {
		async acquire(numberId: string): Promise<NumberLock | null> {
			await mkdir(folder, { recursive: true });
			const database = new DatabaseSync(path.join(folder, `${numberId}.lock`), {
				timeout: 0,
			});
			try {
				database.exec('begin exclusive');
			} catch (error) {
				database.close();
				if (isBusy(error)) return null;
				throw lockError(error);
			}
			held.add(database);
			return {
				// Only its own end takes the file's lock from a process.
				lost: new AbortController().signal,
				release: () => {
					held.delete(database);
					if (database.isOpen) database.close();
					return Promise.resolve();
				},
			};
		},
	};
}

function lockError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
