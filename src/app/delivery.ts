import type { InboxItem } from '../domain/item.ts';
import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { FeedEntry, Store } from '../ports/store.ts';

/**
 * Starts a run.
 *
 * @returns `finished` when the run has ended (or waits), `duplicate` if the workflow engine has
 * seen the key before and started nothing
 * @throws if no run could be started; the same key may be used again
 */
export type Emit = (item: InboxItem, deduplicationKey: string) => Promise<'finished' | 'duplicate'>;

/** Runs that this process has begun and that have not ended, by consumer and event. */
export type RunsInFlight = Map<string, Promise<void>>;

/** How long a run that the engine says it knows may take to show itself, in ms. */
const SHOW_UP_MS = 60_000;

/** How often we look whether it has, in ms. */
const LOOK_MS = 1_000;

/** How long the engine is left alone after it refused a run, in ms. */
const EMIT_PAUSE_MS = 5_000;

/** What a delivery works with. */
export interface DeliveryParts {
	readonly store: Pick<Store, 'beginDelivery' | 'getDelivery'>;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly runs: RunsInFlight;
	readonly emit: Emit;
}

/** Whose delivery it is. */
export interface DeliveryContext {
	readonly consumer: string;
	readonly runsElsewhere: boolean;
}

/** Brings one event to one workflow: at least once, and again only if a run died with its process. */
export class Delivery {
	readonly #parts: DeliveryParts;
	readonly #context: DeliveryContext;
	readonly #entry: FeedEntry;

	constructor(parts: DeliveryParts, context: DeliveryContext, entry: FeedEntry) {
		this.#parts = parts;
		this.#context = context;
		this.#entry = entry;
	}

	/** Resolves when the event needs no more of us. Never rejects. */
	async run(): Promise<void> {
		const { runs } = this.#parts;
		const key = `${this.#context.consumer}:${this.#entry.item.eventId}`;
		// The same trigger may have been restarted within this process while the run goes on.
		const known = runs.get(key);
		if (known !== undefined) return await known;
		const run = this.#deliver().finally(() => runs.delete(key));
		runs.set(key, run);
		await run;
	}

	async #deliver(): Promise<void> {
		const earlier = this.#entry.delivery;
		if (earlier?.state === 'started') {
			// Its process is gone. On workers the run may live on; here it died with the process.
			if (!this.#context.runsElsewhere) await this.#attempt(earlier.attempt + 1);
			return;
		}
		if (earlier === null) await this.#attempt(1);
		else await this.#emit(earlier.attempt);
	}

	async #attempt(attempt: number): Promise<void> {
		const { store, clock, logger } = this.#parts;
		const { consumer } = this.#context;
		const { item, seq } = this.#entry;
		for (;;) {
			try {
				const now = clock.now();
				await store.beginDelivery({ consumer, eventId: item.eventId, seq, attempt, now });
				break;
			} catch (error) {
				logger.error({ consumer, error: describe(error) }, 'delivery could not be noted');
				await clock.sleep(EMIT_PAUSE_MS);
			}
		}
		await this.#emit(attempt);
	}

	/** Emits under the key of the attempt until the engine has taken it. */
	async #emit(attempt: number): Promise<void> {
		const { emit, clock, logger } = this.#parts;
		const { consumer } = this.#context;
		const { item } = this.#entry;
		for (;;) {
			try {
				const answer = await emit(
					{ ...item, attempt },
					`${consumer}:${item.eventId}:${attempt}`,
				);
				if (answer === 'duplicate') await this.#adopt(attempt);
				return;
			} catch (error) {
				const { eventId } = item;
				logger.warn({ consumer, eventId, error: describe(error) }, 'run not started yet');
				await clock.sleep(EMIT_PAUSE_MS);
			}
		}
	}

	/**
	 * The engine has a run under this key from before. If it was only queued, the engine starts it by
	 * itself; if it does not show up in time, it died.
	 */
	async #adopt(attempt: number): Promise<void> {
		const { store, clock } = this.#parts;
		const { consumer, runsElsewhere } = this.#context;
		const { eventId } = this.#entry.item;
		const deadline = clock.now() + SHOW_UP_MS;
		while (clock.now() < deadline) {
			const row = await store.getDelivery({ consumer, eventId }).catch(() => null);
			if (row !== null && row.state !== 'emitting') return;
			await clock.sleep(LOOK_MS);
		}
		if (!runsElsewhere) await this.#attempt(attempt + 1);
	}
}
