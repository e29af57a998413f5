import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a lock is waited for. */
export type LockOptions = {
	/** Called once when another process holds the lock. */
	readonly onWait?: () => void;
	/** Deadline in milliseconds. Default: 20 minutes, longer than any install. */
	readonly timeoutMs?: number;
};

/**
 * Runs `work` while this process alone holds `file`.
 *
 * The lock is an open SQLite transaction: the operating system lets go of it when its owner dies,
 * so nothing stale can be left behind.
 */
export async function withFileLock<T>(
	file: string,
	work: () => Promise<T>,
	options: LockOptions = {},
): Promise<T> {
	mkdirSync(path.dirname(file), { recursive: true });
	const database = new DatabaseSync(file);
	try {
		await takeLock(database, file, options);
		return await work();
	} finally {
		database.close();
	}
}

async function takeLock(
	database: DatabaseSync,
	file: string,
	{ onWait, timeoutMs = 20 * 60_000 }: LockOptions,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	for (let told = false; !tryLock(database); await sleep(300)) {
		if (Date.now() > deadline) {
			throw new Error(`Another process has held ${file} for ${timeoutMs / 1000} s.`);
		}
		if (!told) onWait?.();
		told = true;
	}
}

function tryLock(database: DatabaseSync): boolean {
	try {
		database.exec('BEGIN EXCLUSIVE');
		return true;
	} catch (error) {
		if (error instanceof Error && error.message.includes('locked')) return false;
		throw error;
	}
}
