import type { DatabaseSync } from 'node:sqlite';
import type { EventType } from '../../domain/event.ts';
import { isRead } from '../operation-names.ts';
import { operations } from '../operations.ts';
import type { Tx } from '../schema.ts';
import { beginImmediate } from './begin.ts';
import type { Reply, Request } from './protocol.ts';

/**
 * Runs operations that were waiting together in one transaction, each behind a savepoint of its
 * own: one that fails is undone alone, and the disk is asked once for all.
 *
 * @returns the answers, valid because the commit has happened
 */
export async function commitGroup(
	database: DatabaseSync,
	tx: Tx,
	requests: readonly Request[],
): Promise<readonly Reply[]> {
	try {
		// Those who only read wait for no other process, and ask the disk for nothing.
		if (requests.every(({ name }) => isRead(name))) database.exec('begin');
		else beginImmediate(database);
		const replies: Reply[] = [];
		for (const request of requests) replies.push(await run(database, tx, request));
		database.exec('commit');
		return replies;
	} catch (error) {
		if (database.isTransaction) database.exec('rollback');
		const text = messageOf(error);
		return requests.map(({ id }) => ({
			kind: 'failed',
			id,
			error: text,
			isOurs: isOurs(error),
		}));
	}
}

async function run(database: DatabaseSync, tx: Tx, request: Request): Promise<Reply> {
	database.exec('savepoint operation');
	try {
		// The client typed the input by the operation's name.
		const operation = operations[request.name] as (tx: Tx, input: unknown) => Promise<unknown>;
		const told = new Set<EventType>();
		const result = await operation({ ...tx, told }, request.input);
		database.exec('release operation');
		return { kind: 'done', id: request.id, result, told: [...told] };
	} catch (error) {
		// A full disk ends the whole transaction; then there is nothing left to undo alone.
		if (!database.isTransaction) throw asError(error);
		database.exec('rollback to operation; release operation');
		return { kind: 'failed', id: request.id, error: messageOf(error), isOurs: isOurs(error) };
	}
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

function messageOf(error: unknown): string {
	return asError(error).message;
}

/** What SQLite says of the disk and the file; every other error is a mistake of this package. */
const OUTSIDE = new Set([
	5, // busy
	6, // locked
	8, // read-only
	10, // disk
	11, // corrupt
	13, // full
	14, // cannot open
	26, // no database
]);

function isOurs(error: unknown): boolean {
	const code =
		typeof error === 'object' && error !== null && 'errcode' in error ? error.errcode : 0;
	return !OUTSIDE.has(Number(code) & 0xff);
}
