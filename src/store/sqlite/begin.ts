import type { DatabaseSync } from 'node:sqlite';

/** How long a transaction may wait for another process's, in ms. */
export const BUSY_TIMEOUT_MS = 30_000;

const BUSY = 5;

/**
 * Begins a transaction that may write, waiting for other processes.
 *
 * @returns how long it waited, in ms
 * @throws when the file stays locked for {@link BUSY_TIMEOUT_MS}
 */
export function beginImmediate(database: DatabaseSync): number {
	return execPatiently(database, 'begin immediate');
}

/**
 * Runs statements that can be repeated, waiting for other processes.
 *
 * SQLite's own waiting sleeps longer and longer, so that a process that commits without pause
 * starves every other; and where two would wait for each other, as when both make a new file, it
 * does not wait at all. Here all who wait ask about once a millisecond, which gives each its turn.
 *
 * @returns how long it waited, in ms
 * @throws when the file stays locked for {@link BUSY_TIMEOUT_MS}
 */
export function execPatiently(database: DatabaseSync, statements: string): number {
	const start = performance.now();
	for (;;) {
		const refusal = tryExec(database, statements);
		const waited = performance.now() - start;
		if (refusal === null) return waited;
		if (!isBusy(refusal) || waited > BUSY_TIMEOUT_MS) throw refusal;
		pause(0.3 + Math.random());
	}
}

function tryExec(database: DatabaseSync, statements: string): Error | null {
	try {
		database.exec(statements);
		return null;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

/** Whether SQLite refused because another connection holds the lock. */
export function isBusy(error: unknown): boolean {
	const isCoded = typeof error === 'object' && error !== null && 'errcode' in error;
	const code = isCoded ? Number(error.errcode) : 0;
	return (code & 0xff) === BUSY;
}

const cell = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread. Only for a worker. */
function pause(ms: number): void {
	Atomics.wait(cell, 0, 0, ms);
}
