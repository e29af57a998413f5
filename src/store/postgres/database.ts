import { randomFillSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg, { type Pool, type PoolClient } from 'pg';
import { createIdSource } from '../../domain/ids.ts';
import { isProblem } from '../../domain/problem.ts';
import type { Tx } from '../schema.ts';
import { connectionOf, schemaOf, type PostgresConfig } from './config.ts';
import { asError, failure, isRace, isTimeout, unavailable } from './errors.ts';
import { fateOf } from './fate.ts';
import { Lanes } from './lanes.ts';
import { Session } from './session.ts';
import { Turns } from './turns.ts';
import { typesWithNumbers } from './types.ts';

/** How often a transaction is tried that lost a race or its connection. */
const TRIES = 6;

/** How many connections one process has. Those that wait for the same number wait in our own queue. */
const POOL_SIZE = 4;

/** How many of them may be reading much at once: the others are for those who receive and send. */
const LOOKS = 2;

/** Limits of the server for one statement, and for a transaction whose process sleeps, in ms. */
const STATEMENT_MS = 30_000;
const IDLE_MS = 60_000;

/** How long the server has to end the connections, in ms. */
const FAREWELL_MS = 3_000;

/** `read`: sees one instant of the database, and writes nothing. */
export type Access = 'read' | 'write';

/** How a transaction is to run. */
export interface Task {
	readonly access: Access;
	/** Those of one lane run one after the other, in the order of the calls. Default: none. */
	readonly lane?: string | null;
	/** Whether it reads so much that others should not wait for it. Default: no. */
	readonly isLook?: boolean;
}

/** What is done in a transaction. */
export type Work<T> = (tx: Tx, session: Session) => Promise<T>;

/** A transaction that was committed. */
export interface Committed<T> {
	readonly result: T;
	/** Whether it changed anything. */
	readonly hasWritten: boolean;
}

/** A PostgreSQL with one pool of connections. */
export class Database {
	readonly config: PostgresConfig;
	readonly #pool: Pool;
	readonly #begin: Readonly<Record<Access, string>>;
	readonly #sessions = new WeakMap<PoolClient, Session>();
	readonly #newId = createIdSource(Date.now, (bytes) => void randomFillSync(bytes));
	readonly #lanes = new Lanes();
	/** The pool's own queue gives up on those who wait longer than connecting may take. */
	readonly #turns = new Turns(POOL_SIZE);
	readonly #looks = new Turns(LOOKS);
	readonly #working = new Set<Promise<unknown>>();
	#closed: Promise<void> | null = null;

	/** Connects to nothing yet. */
	constructor(config: PostgresConfig) {
		this.config = config;
		this.#pool = new pg.Pool({
			...connectionOf(config),
			max: POOL_SIZE,
			idleTimeoutMillis: 30_000,
			allowExitOnIdle: true,
			types: typesWithNumbers,
		});
		// A connection that breaks shows at its next use; unheard, it would end the process.
		const ignore = (): void => undefined;
		this.#pool.on('error', ignore);
		this.#pool.on('connect', (client) => void client.on('error', ignore));
		// Set anew in each transaction: behind a connection pooler the next one may be another's.
		const settings = `set local search_path to ${pg.escapeIdentifier(schemaOf(config))}; set local statement_timeout to ${STATEMENT_MS}; set local idle_in_transaction_session_timeout to ${IDLE_MS}`;
		this.#begin = {
			read: `begin isolation level repeatable read, read only; ${settings}`,
			// The number of the transaction tells its fate if the connection breaks at the commit.
			write: `begin isolation level read committed; ${settings}; select txid_current()::text as id`,
		};
	}

	/**
	 * Does work in one transaction. It may be done several times until it is committed once.
	 *
	 * @throws TeamError `storeUnavailable` or `internal`
	 */
	transaction<T>(
		{ access, lane = null, isLook = false }: Task,
		work: Work<T>,
	): Promise<Committed<T>> {
		if (this.#closed !== null) return Promise.reject(unavailable(this.config, 'it is closed'));
		const run = (): Promise<Committed<T>> =>
			this.#turns.run(() => this.#repeatedly(access, work));
		const inTurn = isLook ? () => this.#looks.run(run) : run;
		const task = lane === null ? inTurn() : this.#lanes.run(lane, inTurn);
		this.#working.add(task);
		const done = (): void => void this.#working.delete(task);
		task.then(done, done);
		return task;
	}

	/** Finishes what is under way and ends all connections. Safe to call twice. */
	close(): Promise<void> {
		this.#closed ??= Promise.allSettled(this.#working).then(() =>
			// A server that does not answer does not say farewell either.
			Promise.race([this.#pool.end(), pause(FAREWELL_MS, undefined, { ref: false })]),
		);
		return this.#closed;
	}

	async #repeatedly<T>(access: Access, work: Work<T>): Promise<Committed<T>> {
		for (let tries = 1; ; tries += 1) {
			let session: Session | null = null;
			try {
				session = await this.#connect();
				return await this.#once(access, session, work);
			} catch (error) {
				if (isProblem(error)) throw asError(error);
				const isConnected = session?.isBroken === false;
				const isLost = session?.isBroken === true && !isTimeout(error);
				const canRepeat = isRace(error) || (isLost && !(error instanceof UnknownFate));
				if (!canRepeat || tries === TRIES) throw failure(this.config, error, isConnected);
				await pause(Math.random() * 10 * tries);
			} finally {
				session?.client.release(session.isBroken);
			}
		}
	}

	async #connect(): Promise<Session> {
		const client = await this.#pool.connect();
		const session =
			this.#sessions.get(client) ?? new Session(client, schemaOf(this.config), this.#newId);
		this.#sessions.set(client, session);
		return session;
	}

	async #once<T>(access: Access, session: Session, work: Work<T>): Promise<Committed<T>> {
		session.hasWritten = false;
		try {
			const { rows } = await session.script(this.#begin[access]);
			const result = await work(session.tx, session);
			await this.#commit(access, session, String(rows[0]?.['id']));
			return { result, hasWritten: session.hasWritten };
		} catch (error) {
			// What cannot be undone is undone by the server when the connection ends.
			if (!session.isBroken) await session.script('rollback').catch(() => undefined);
			throw asError(error);
		}
	}

	/** A connection that breaks now leaves open whether the commit happened: the server knows. */
	async #commit(access: Access, session: Session, id: string): Promise<void> {
		try {
			const { command } = await session.script('commit');
			// The server's answer where a statement failed and nobody was told.
			if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
		} catch (error) {
			if (!session.isBroken || access === 'read') throw asError(error);
			const fate = await fateOf(id, connectionOf(this.config));
			if (fate === 'committed') return;
			throw fate === 'aborted' ? asError(error) : new UnknownFate();
		}
	}
}

/** Nobody could be asked whether a transaction was committed. */
class UnknownFate extends Error {
	override readonly message = 'the connection broke at the commit, which may have happened';
}
