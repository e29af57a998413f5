/**
 * The thread that owns the database. SQLite is synchronous: here it may block, n8n's event loop
 * may not.
 */
import { randomFillSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { Kysely } from 'kysely';
import { createIdSource } from '../../domain/ids.ts';
import { noLocks } from '../locks.ts';
import { migrate } from '../migrations/index.ts';
import type { Tables, Tx } from '../schema.ts';
import { beginImmediate, execPatiently } from './begin.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { commitGroup } from './group-commit.ts';
import type { Reply, Request, WorkerStart } from './protocol.ts';

/** How often we look whether another process has written, in ms. */
const WATCH_MS = 500;

/** How many operations share one commit at the most, so that none waits long for its answer. */
const GROUP_LIMIT = 64;

if (parentPort === null) throw new Error('This file runs as a worker thread');
const port = parentPort;
const say = (reply: Reply): void => port.postMessage(reply);
const queue: Request[] = [];
let isScheduled = false;
let isBusy = false;
let isClosing = false;

async function open({ file }: WorkerStart): Promise<{ database: DatabaseSync; tx: Tx }> {
	const database = new DatabaseSync(file, { timeout: 0 });
	execPatiently(database, 'pragma journal_mode = wal');
	// FULL: what was acknowledged to Meta survives a power cut.
	database.exec('pragma synchronous = full; pragma cache_size = -16000');
	const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
	beginImmediate(database);
	try {
		await migrate(db);
		database.exec('commit');
	} finally {
		if (database.isTransaction) database.exec('rollback');
	}
	const newId = createIdSource(Date.now, (bytes) => void randomFillSync(bytes));
	return { database, tx: { db, newId, locks: noLocks } };
}

function dataVersion(database: DatabaseSync): unknown {
	return database.prepare('pragma data_version').get()?.['data_version'];
}

function serve(database: DatabaseSync, tx: Tx): void {
	let version = dataVersion(database);
	const watch = setInterval(() => {
		try {
			const current = dataVersion(database);
			if (current !== version) say({ kind: 'changedElsewhere' });
			version = current;
		} catch {
			// Another process is repairing the file after a crash. What does not pass shows at the next
			// operation, whose caller hears of it; thrown here, it would end the store.
		}
	}, WATCH_MS);
	const drain = async (): Promise<void> => {
		isScheduled = false;
		if (isBusy) return;
		isBusy = true;
		while (queue.length > 0) {
			const replies = await commitGroup(database, tx, queue.splice(0, GROUP_LIMIT));
			for (const reply of replies) say(reply);
		}
		isBusy = false;
		if (!isClosing) return;
		clearInterval(watch);
		database.close();
		port.close();
	};
	port.on('message', (request: Request | 'close') => {
		if (request === 'close') isClosing = true;
		else queue.push(request);
		// Not at once: what has arrived by then shares one commit.
		if (!isScheduled) setImmediate(() => void drain());
		isScheduled = true;
	});
}

async function main(): Promise<void> {
	try {
		const { database, tx } = await open(workerData as WorkerStart);
		serve(database, tx);
		say({ kind: 'ready' });
	} catch (error) {
		say({
			kind: 'failedToOpen',
			error: error instanceof Error ? error.message : String(error),
		});
	}
}

void main();
