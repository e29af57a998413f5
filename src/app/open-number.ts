import { describe } from '../domain/problem.ts';
import type { RecipientPace } from '../domain/caps/recipient-pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { NumberLock, NumberLocks } from '../ports/number-lock.ts';
import type { Pacer, PacingProfile } from '../ports/pacer.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import type { Connection, Ownership } from '../ports/connection.ts';
import type { OutcomeWatch } from './outcome-watch.ts';
import type { OverrideKeeper } from './override-keeper.ts';
import { Pump } from './pump.ts';

/** How often a process asks for a number that another one holds, in ms. */
const ASK_AGAIN_MS = 2_000;

/** How long messages that are on their way may take at the end, in ms. */
const CLOSE_GRACE_MS = 5_000;

/** How often it is looked for messages whose fate has been unknown for too long, in ms. */
const DOUBT_CHECK_MS = 60_000;

/** What an open number works with. */
export interface OpenNumberParts {
	readonly numberId: string;
	readonly store: Store;
	readonly locks: NumberLocks;
	/** Connects it, once this process owns it. */
	readonly connect: (ownership: Ownership) => Connection | Promise<Connection>;
	/** Keeps the webhook address of a Cloud API number; `null` for a linked one. */
	readonly override: OverrideKeeper | null;
	readonly openPacer: (profile: PacingProfile) => Promise<Pacer>;
	readonly pacing: PacingProfile;
	readonly recipientPace: RecipientPace;
	readonly watch: OutcomeWatch;
	readonly clock: Clock;
	readonly random: Random;
	readonly logger: Logger;
}

/** A number for which this process sends, or stands by to send when the sender goes. */
export class OpenNumber {
	readonly #parts: OpenNumberParts;
	readonly #closing = new AbortController();
	readonly #running: Promise<void>;
	#pump: Pump | null = null;
	#connection: Connection | null = null;

	constructor(parts: OpenNumberParts) {
		this.#parts = parts;
		this.#running = this.#run();
	}

	/** Keeps the webhook address of a Cloud API number; `null` for a linked one. */
	get override(): OverrideKeeper | null {
		return this.#parts.override;
	}

	/** What connects it, while this process owns it. */
	get connection(): Connection | null {
		return this.#connection;
	}

	/** There may be something to send. */
	wake(): void {
		this.#pump?.wake();
	}

	/** Stops claiming at once, and gives what is on its way a few seconds. Safe to call twice. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { clock, logger, numberId } = this.#parts;
		const { signal } = this.#closing;
		while (!signal.aborted) {
			try {
				const lock = await this.#parts.locks.acquire(numberId);
				if (lock === null) await clock.sleep(ASK_AGAIN_MS, signal);
				else await this.#own(lock);
			} catch (error) {
				logger.error({ numberId, error: describe(error) }, 'number could not be opened');
				await clock.sleep(ASK_AGAIN_MS, signal);
			}
		}
	}

	/** Sends until the number is closed, or another process has taken it or may take it. */
	async #own(lock: NumberLock): Promise<void> {
		const { store, numberId, clock, logger, watch } = this.#parts;
		const lost = new AbortController();
		const end = AbortSignal.any([this.#closing.signal, lost.signal, lock.lost]);
		try {
			const { fence, uncertain } = await store.takeOver({ numberId, now: clock.now() });
			if (uncertain > 0)
				logger.warn({ numberId, uncertain }, 'messages whose fate is unknown');
			const connection = await this.#parts.connect({
				fence,
				onReady: () => this.#pump?.wake(),
				onOwnershipLost: () => lost.abort(),
			});
			this.#connection = connection;
			const pump = new Pump({
				...this.#parts,
				transport: connection.transport,
				fence,
				pacer: await this.#parts.openPacer(this.#parts.pacing),
				concurrency: this.#parts.pacing.concurrency,
				perSecond: this.#parts.pacing.perSecond,
				onSettled: (ids) => watch.notify(ids),
				onOwnershipLost: () => lost.abort(),
			});
			this.#pump = pump;
			pump.start();
			connection.start();
			void this.#endDoubts(end);
			await untilAborted(end);
			await pump.close(CLOSE_GRACE_MS);
		} finally {
			await this.#connection?.close();
			this.#connection = null;
			this.#pump = null;
			await lock.release();
		}
	}

	/** Now and then declares final what has been uncertain for too long. */
	async #endDoubts(signal: AbortSignal): Promise<void> {
		const { store, numberId, clock, logger } = this.#parts;
		while (!signal.aborted) {
			try {
				const { ended } = await store.endDoubts({ numberId, now: clock.now() });
				if (ended > 0)
					logger.warn({ numberId, messages: ended }, 'fate of messages stays unknown');
			} catch (error) {
				logger.error({ numberId, error: describe(error) }, 'doubts could not be ended');
			}
			await clock.sleep(DOUBT_CHECK_MS, signal);
		}
	}
}

function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
