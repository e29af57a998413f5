import type { InboxItem } from '../domain/item.ts';
import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { DeliveryRow, FeedEntry, Store } from '../ports/store.ts';

/**
 * Starts a run.
 *
 * @returns `finished` when the run has ended (or waits), `duplicate` if the workflow engine has
 * seen the key before and started nothing
 * @throws if no run could be started; the same key may be used again
 */
export type Emit = (item: InboxItem, deduplicationKey: string) => Promise<'finished' | 'duplicate'>;

/** A run that this process has begun and that has not ended. */
export interface RunInFlight {
	/** The newest attempt, 0 before the first. */
	attempt: number;
	/** Whether the event is settled; if not, its trigger was closed before the engine took it. */
	readonly end: Promise<boolean>;
}

/** The runs in flight, by {@link runKey}. */
export type RunsInFlight = Map<string, RunInFlight>;

/** Names the delivery of an event to a trigger. */
export function runKey(consumer: string, eventId: string): string {
	return `${consumer}:${eventId}`;
}

/**
 * How long a run that the engine says it knows may take to show itself, in ms. It holds a place among
 * those that run meanwhile. One that shows up later finds a newer attempt and does nothing.
 */
const SHOW_UP_MS = 10_000;

/** How often we look whether it has, in ms. */
const LOOK_MS = 1_000;

/** How often we look whether a run has gone on with a reply: the conversation waits for it, in ms. */
const FOLLOW_MS = 250;

/** How long the engine or the store is left alone after it refused, in ms. */
const PAUSE_MS = 5_000;

/** Said when the trigger was closed before something could be done. */
const CLOSED = Symbol('closed');

/** What a delivery works with. */
export interface DeliveryParts {
	readonly store: Pick<Store, 'beginDelivery' | 'getDelivery' | 'waitFate'>;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly runs: RunsInFlight;
	readonly emit: Emit;
}

/** Whose delivery it is. */
export interface DeliveryContext {
	readonly consumer: string;
	readonly runsElsewhere: boolean;
	/** Aborted when the trigger is closed: then nothing is begun any more. */
	readonly closing: AbortSignal;
}

/** Brings one event to one workflow: at least once, and again only if a run died with its process. */
export class Delivery {
	readonly #parts: DeliveryParts;
	readonly #context: DeliveryContext;
	readonly #entry: FeedEntry;
	readonly #key: string;

	constructor(parts: DeliveryParts, context: DeliveryContext, entry: FeedEntry) {
		this.#parts = parts;
		this.#context = context;
		this.#entry = entry;
		this.#key = runKey(context.consumer, entry.item.eventId);
	}

	/**
	 * Resolves when the event needs no more of us, or when the trigger is closed before its run
	 * could begin. Never rejects.
	 *
	 * @param settle called once the event needs no more of us; never rejects
	 */
	async run(settle: () => Promise<void>): Promise<void> {
		const { runs } = this.#parts;
		const key = this.#key;
		// The same trigger may have been restarted within this process while the run goes on.
		for (let known = runs.get(key); known !== undefined; known = runs.get(key)) {
			if (await known.end) return await settle();
		}
		// Settled before it leaves the list: who looks afterwards finds the end in the store.
		const end = this.#deliver()
			.then(async (isDone) => {
				if (isDone) await settle();
				return isDone;
			})
			.finally(() => runs.delete(key));
		runs.set(key, { attempt: 0, end });
		await end;
	}

	/** @returns whether the event needs no more of us; as all of these below. */
	async #deliver(): Promise<boolean> {
		const { answers } = this.#entry;
		if (answers !== undefined) {
			const isTaken = await this.#isTaken(answers);
			if (isTaken !== false) return isTaken === true;
		}
		return await this.#attempt(1);
	}

	/**
	 * A reply is the business of the run that waited for it. Only if that is gone, it starts a run as
	 * any other message does: nobody is forgotten, and nobody is answered twice.
	 */
	async #isTaken(outboxId: string): Promise<boolean | typeof CLOSED> {
		const { store, clock } = this.#parts;
		for (;;) {
			const fate = await this.#insist('reply could not be followed', () =>
				store.waitFate({ outboxId }),
			);
			if (fate === CLOSED) return CLOSED;
			if (fate !== 'open') return fate === 'resumed';
			await clock.sleep(FOLLOW_MS, this.#context.closing);
		}
	}

	async #attempt(attempt: number): Promise<boolean> {
		const { store, clock } = this.#parts;
		const { consumer } = this.#context;
		const { item, seq } = this.#entry;
		// What was read with the event may be old: its run may have begun, or ended, since.
		const earlier = await this.#insist('delivery could not be noted', () => {
			const now = clock.now();
			return store.beginDelivery({ consumer, eventId: item.eventId, seq, attempt, now });
		});
		if (earlier === CLOSED) return false;
		switch (earlier?.state) {
			case 'settled':
				return true;
			case 'started':
				// Its process is gone. On workers the run may live on; here it died with the process.
				return this.#context.runsElsewhere || (await this.#attempt(earlier.attempt + 1));
			case 'emitting':
				return await this.#emit(earlier.attempt);
			case undefined:
				return await this.#emit(attempt);
		}
	}

	/** Emits under the key of the attempt until the engine has taken it. */
	async #emit(attempt: number): Promise<boolean> {
		const { item } = this.#entry;
		const key = `${this.#key}:${attempt}`;
		const run = this.#parts.runs.get(this.#key);
		if (run !== undefined) run.attempt = attempt;
		const answer = await this.#insist('run not started yet', () =>
			this.#parts.emit({ ...item, attempt }, key),
		);
		if (answer === CLOSED) return false;
		return answer === 'finished' || (await this.#adopt(attempt));
	}

	/**
	 * The engine has a run under this key from before. If it was only queued, the engine starts it by
	 * itself; if it does not show up in time, it died.
	 */
	async #adopt(attempt: number): Promise<boolean> {
		const { clock } = this.#parts;
		const { runsElsewhere, closing } = this.#context;
		const deadline = clock.now() + SHOW_UP_MS;
		for (;;) {
			const isLastLook = clock.now() >= deadline;
			const row = await this.#lookUp();
			if (row === CLOSED) return false;
			if (row !== null && row.state !== 'emitting') return true;
			if (isLastLook) return runsElsewhere || (await this.#attempt(attempt + 1));
			await clock.sleep(LOOK_MS, closing);
		}
	}

	async #lookUp(): Promise<DeliveryRow | null | typeof CLOSED> {
		const { consumer } = this.#context;
		const { eventId } = this.#entry.item;
		return await this.#insist('delivery could not be read', () =>
			this.#parts.store.getDelivery({ consumer, eventId }),
		);
	}

	/** Does something again and again until it works or the trigger is closed. */
	async #insist<T>(trouble: string, task: () => Promise<T>): Promise<T | typeof CLOSED> {
		const { clock, logger } = this.#parts;
		const { consumer, closing } = this.#context;
		const { eventId } = this.#entry.item;
		while (!closing.aborted) {
			try {
				return await task();
			} catch (error) {
				logger.warn({ consumer, eventId, error: describe(error) }, trouble);
				await clock.sleep(PAUSE_MS, closing);
			}
		}
		return CLOSED;
	}
}
