/**
 * The thread that owns the database. SQLite is synchronous: here it may block, n8n's event loop
 * may not.
 */
import { randomFillSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { Kysely } from 'kysely';
import { createIdSource } from '../../domain/ids.ts';
import type { Cut } from '../../ports/store.ts';
import { noLocks } from '../transaction/locks.ts';
import { migrate } from '../migrations/index.ts';
import type { Tables, Tx } from '../schema.ts';
import { beginImmediate, BUSY_TIMEOUT_MS, execPatiently } from './begin.ts';
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

/** The tables are there already: the thread that writes was first. */
function openReader(file: string): { database: DatabaseSync; tx: Tx } {
	const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
	database.exec('pragma cache_size = -32000');
	const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
	const newId = createIdSource(Date.now, (bytes) => void randomFillSync(bytes));
	return { database, tx: { db, newId, locks: noLocks } };
}

async function open({ file }: WorkerStart): Promise<{ database: DatabaseSync; tx: Tx }> {
	const database = new DatabaseSync(file, { timeout: 0 });
	// Of a new file: a message touches some sixty pages, and each is written whole. Half as big, half
	// as much is written; smaller still, and a session of a linked number is spread over several.
	database.exec('pragma page_size = 2048');
	execPatiently(database, 'pragma journal_mode = wal');
	// FULL: what was acknowledged to Meta survives a power cut.
	database.exec('pragma synchronous = full; pragma cache_size = -16000');
	// What is deleted is overwritten: nobody finds it in the file's unused space.
	database.exec('pragma secure_delete = on');
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

/**
 * Empties the file that SQLite writes ahead, where what was deleted still stands.
 *
 * @returns `false` if it has to be tried again: another process may be reading from it
 */
function emptyLog(database: DatabaseSync): boolean {
	try {
		return database.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0;
	} catch {
		// A disk that is full, for one, shows at the next operation, whose caller hears of it.
		return false;
	}
}

/** Whether a request may have deleted what nobody shall find again. The last cut speaks for all. */
function leavesTraces({ name, input }: Request): boolean {
	return name === 'eraseContact' || (name === 'cut' && (input as Cut).what === 'erasures');
}

function serve(database: DatabaseSync, tx: Tx, { isReader = false }: WorkerStart): void {
	let version = dataVersion(database);
	let hasErased = false;
	const watch = setInterval(() => {
		if (isReader) return;
		try {
			const current = dataVersion(database);
			if (current !== version) say({ kind: 'changedElsewhere' });
			version = current;
			if (hasErased && !isBusy) hasErased = !emptyLog(database);
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
			const group = queue.splice(0, GROUP_LIMIT);
			const replies = await commitGroup(database, tx, group);
			if (group.some(leavesTraces)) {
				hasErased = !emptyLog(database);
			}
			port.postMessage(replies);
		}
		isBusy = false;
		if (!isClosing) return;
		clearInterval(watch);
		database.close();
		port.close();
	};
	port.on('message', (requests: readonly Request[] | 'close') => {
		if (requests === 'close') isClosing = true;
		else queue.push(...requests);
		// Not at once: what has arrived by then shares one commit.
		if (!isScheduled) setImmediate(() => void drain());
		isScheduled = true;
	});
}

async function main(): Promise<void> {
	try {
		const start = workerData as WorkerStart;
		const { database, tx } =
			start.isReader === true ? openReader(start.file) : await open(start);
		serve(database, tx, start);
		say({ kind: 'ready' });
	} catch (error) {
		say({
			kind: 'failedToOpen',
			error: error instanceof Error ? error.message : String(error),
		});
	}
}

void main();
