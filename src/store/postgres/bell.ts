import { setTimeout as pause } from 'node:timers/promises';
import pg, { type Client } from 'pg';
import { connectionOf, schemaOf, type PostgresConfig } from './config.ts';

/** At most one ring goes out in this time, in ms: many commits are told as one. */
const RING_MS = 50;

/** How long to wait before the connection is made anew, in ms; the last is repeated. */
const RETRY_MS = [100, 1_000, 5_000, 15_000] as const;

/** How often the connection is tried out, in ms. */
const CHECK_MS = 30_000;

/** How long the server has to end the connection, in ms. */
const FAREWELL_MS = 3_000;

/**
 * Tells other processes that something was committed, and hears it from them, on a connection of
 * its own. It may miss rings while that is away: all who listen look by themselves now and then.
 */
export class Bell {
	readonly #config: PostgresConfig;
	readonly #channel: string;
	readonly #onRing: () => void;
	readonly #closing = new AbortController();
	#client: Client | null = null;
	#isRinging = false;
	#ringsAgain = false;
	#running: Promise<void> | null = null;

	constructor(config: PostgresConfig, onRing: () => void) {
		this.#config = config;
		this.#channel = pg.escapeIdentifier(schemaOf(config));
		this.#onRing = onRing;
	}

	/** Begins to listen. Resolves after the first try, however it went. */
	async start(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.#running = this.#run(resolve);
		});
	}

	/** Rings for the others, now or in a moment. */
	ring(): void {
		if (this.#isRinging) {
			this.#ringsAgain = true;
			return;
		}
		this.#isRinging = true;
		void this.#client?.query(`notify ${this.#channel}`).catch(() => undefined);
		void this.#sleep(RING_MS).then(() => {
			this.#isRinging = false;
			if (!this.#ringsAgain) return;
			this.#ringsAgain = false;
			this.ring();
		});
	}

	/** Safe to call twice. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#running;
	}

	async #run(onTried: () => void): Promise<void> {
		const { signal } = this.#closing;
		for (let tries = 0; !signal.aborted; tries += 1) {
			const client = new pg.Client({ ...connectionOf(this.#config), query_timeout: 10_000 });
			try {
				const lost = await this.#listen(client);
				// What was told meanwhile was not heard.
				if (tries > 0) this.#onRing();
				tries = 0;
				onTried();
				await this.#untilLost(client, lost);
			} catch {
				onTried();
			} finally {
				this.#client = null;
				const ended = client.end().catch(() => undefined);
				await Promise.race([ended, pause(FAREWELL_MS, undefined, { ref: false })]);
			}
			await this.#sleep(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0);
		}
	}

	/** @returns is aborted when the connection breaks */
	async #listen(client: Client): Promise<AbortSignal> {
		const lost = new AbortController();
		client.on('error', () => lost.abort());
		client.on('end', () => lost.abort());
		await client.connect();
		// A process that has nothing else to do may end.
		(client as unknown as { unref(): void }).unref();
		const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
		client.on('notification', ({ processId }) => {
			if (processId !== rows[0]?.pid) this.#onRing();
		});
		await client.query(`listen ${this.#channel}`);
		this.#client = client;
		return lost.signal;
	}

	/** Asks now and then: of a connection that was cut nothing is heard. */
	async #untilLost(client: Client, lost: AbortSignal): Promise<void> {
		const end = AbortSignal.any([lost, this.#closing.signal]);
		while (!end.aborted) {
			await sleep(CHECK_MS, end);
			if (!end.aborted) await client.query('select 1');
		}
	}

	#sleep(ms: number): Promise<void> {
		return sleep(ms, this.#closing.signal);
	}
}

/** Ends early when the signal is aborted. Keeps no process alive. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = (): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms).unref();
		signal.addEventListener('abort', done, { once: true });
	});
}
