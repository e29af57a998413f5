import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, problem } from '../../domain/problem.ts';
import type { CommitListener, Store } from '../../ports/store.ts';
import { mistake } from '../transaction/mistake.ts';
import { numberOf } from '../named-number.ts';
import { isLook, OPERATION_NAMES } from '../operation-names.ts';
import type { OperationName } from '../operations.ts';
import type { Reply, Request, WorkerStart } from './protocol.ts';

/**
 * Opens (and if need be makes) the embedded store. Two processes may open the same file on a local
 * disk; a network disk is not safe for SQLite.
 *
 * @param file where the database is kept; its folder is made
 * @throws TeamError `storeUnavailable` if the file cannot be opened
 */
export async function openSqliteStore(file: string): Promise<Store> {
	await mkdir(path.dirname(file), { recursive: true }).catch((error: unknown) => {
		throw unavailable(file, describe(error));
	});
	const client = new Client(startWorker({ file }), file);
	await client.ready;
	// A report reads for seconds what is big: lists do not wait for it.
	const readers = { lists: new Reader(file), reports: new Reader(file) };
	const readerOf = (name: OperationName): Reader =>
		name === 'report' ? readers.reports : readers.lists;
	const operations = Object.fromEntries(
		OPERATION_NAMES.map((name) => [
			name,
			isLook(name)
				? (input: unknown) => readerOf(name).call(name, input)
				: (input: unknown) => client.call(name, input),
		]),
	);
	return {
		...(operations as unknown as Store),
		onCommit: (listener) => client.onCommit(listener),
		async close() {
			// The last one to close the file tidies it up.
			await Promise.all([readers.lists.close(), readers.reports.close()]);
			await client.close();
		},
	};
}

/** From TypeScript sources and from dist alike: the worker lies beside this file. */
function startWorker(workerData: WorkerStart): Worker {
	return new Worker(path.join(__dirname, `worker${path.extname(__filename)}`), {
		workerData,
		execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
	});
}

/** A thread of its own for those who look something up. Started by the first of them. */
class Reader {
	readonly #file: string;
	#client: Promise<Client> | null = null;
	#isClosed = false;

	constructor(file: string) {
		this.#file = file;
	}

	async call(name: OperationName, input: unknown): Promise<unknown> {
		if (this.#isClosed) throw unavailable(this.#file, 'it is closed');
		this.#client ??= this.#start();
		return await (await this.#client).call(name, input);
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		const client = await this.#client?.catch(() => null);
		await client?.close();
	}

	#start(): Promise<Client> {
		const file = this.#file;
		const client = new Client(startWorker({ file, isReader: true }), file);
		const started = client.ready.then(() => client);
		// The next one tries again.
		started.catch(() => (this.#client = null));
		return started;
	}
}

interface Waiting {
	readonly name: OperationName;
	readonly numberId: string | null;
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** Speaks with the worker. While an answer is awaited the worker keeps the process alive. */
class Client {
	readonly ready: Promise<void>;
	readonly #worker: Worker;
	readonly #file: string;
	readonly #waiting = new Map<number, Waiting>();
	readonly #listeners = new Set<CommitListener>();
	readonly #exited: Promise<void>;
	/** What was asked for since the worker was last written to. */
	#unsent: Request[] = [];
	#lastId = 0;
	#isClosed = false;

	constructor(worker: Worker, file: string) {
		this.#worker = worker;
		this.#file = file;
		this.ready = new Promise((resolve, reject) => {
			worker.on('message', (reply: Reply | readonly Reply[]) => {
				if (isMany(reply)) {
					for (const one of reply) this.#onReply(one);
				} else if (reply.kind === 'ready') {
					worker.unref();
					resolve();
				} else if (reply.kind === 'failedToOpen') {
					void worker.terminate();
					reject(this.#unavailable(reply.error));
				} else {
					this.#onReply(reply);
				}
			});
			worker.on('error', (error: Error) => {
				reject(this.#unavailable(error.message));
				this.#failAll(this.#unavailable(error.message));
			});
		});
		this.#exited = new Promise((resolve) => {
			worker.on('exit', () => {
				this.#isClosed = true;
				this.#failAll(this.#unavailable('its thread has ended'));
				resolve();
			});
		});
	}

	call(name: OperationName, input: unknown): Promise<unknown> {
		if (this.#isClosed) return Promise.reject(this.#unavailable('it is closed'));
		this.#lastId += 1;
		const request: Request = { id: this.#lastId, name, input };
		return new Promise((resolve, reject) => {
			this.#waiting.set(request.id, { name, numberId: numberOf(input), resolve, reject });
			this.#worker.ref();
			// What is asked for together goes together: every message to a thread costs both.
			if (this.#unsent.push(request) === 1) queueMicrotask(() => this.#sendAll());
		});
	}

	onCommit(listener: CommitListener): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		if (!this.#isClosed) {
			this.#isClosed = true;
			this.#worker.ref();
			this.#sendAll();
			this.#worker.postMessage('close');
		}
		await this.#exited;
	}

	#sendAll(): void {
		const requests = this.#unsent.splice(0);
		if (requests.length === 0 || this.#isTaken(requests)) return;
		// One of them is nothing that a thread can be told: the others shall not suffer for it.
		for (const request of requests) {
			if (!this.#isTaken([request])) this.#onReply(notTold(request));
		}
	}

	#isTaken(requests: readonly Request[]): boolean {
		try {
			this.#worker.postMessage(requests);
			return true;
		} catch {
			return false;
		}
	}

	#onReply(reply: Reply): void {
		if (reply.kind === 'ready' || reply.kind === 'failedToOpen') return;
		if (reply.kind === 'changedElsewhere') {
			this.#notify('elsewhere', null, null);
			return;
		}
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if (this.#waiting.size === 0) this.#worker.unref();
		if (waiting === undefined) return;
		if (reply.kind === 'done') {
			waiting.resolve(reply.result);
			this.#notify(waiting.name, waiting.numberId, reply.told);
		} else {
			waiting.reject(reply.isOurs ? mistake(reply.error) : this.#unavailable(reply.error));
		}
	}

	#notify(...news: Parameters<CommitListener>): void {
		for (const listener of this.#listeners) listener(...news);
	}

	#failAll(error: Error): void {
		for (const waiting of this.#waiting.values()) waiting.reject(error);
		this.#waiting.clear();
	}

	#unavailable(reason: string): Error {
		return unavailable(this.#file, reason);
	}
}

function notTold({ id, name }: Request): Reply {
	const error = `what "${name}" was asked with is no plain data`;
	return { kind: 'failed', id, error, isOurs: true };
}

function isMany(reply: Reply | readonly Reply[]): reply is readonly Reply[] {
	return Array.isArray(reply);
}

function unavailable(file: string, reason: string): Error {
	return problem(
		'storeUnavailable',
		`The inbox database ${file} could not be used: ${reason}`,
		'Check that the disk is not full, that the file belongs to the user n8n runs as, and that it lies on a local disk. The call can be repeated.',
	);
}
