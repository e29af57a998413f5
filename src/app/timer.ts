import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { DueEntry, Store } from '../ports/store.ts';
import { Wake } from './wake.ts';

/** How many things are done at a time. */
const AT_ONCE = 100;

/** The longest it sleeps, in ms: clocks are set, and other processes may not be heard. */
const LONGEST_MS = 60_000;

/** How often it looks at the most while messages come and go, in ms. */
const LOOK_PAUSE_MS = 1_000;
const STORE_PAUSE_MS = 5_000;

/** After these something may be due sooner than was known. */
const CHANGES: ReadonlySet<string> = new Set([
	'receiveBatch',
	'setStatus',
	'setPriority',
	'changeLabels',
	'changeOwner',
	'autoAssign',
	'addNote',
	'editNote',
	'completeNote',
	'savePolicy',
	'elsewhere',
]);

/** What the timer works with. */
export interface TimerParts {
	readonly store: Pick<Store, 'onCommit' | 'dueNow' | 'fireDue'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Finds out which policy holds for a conversation. */
	readonly match: (conversationId: string) => Promise<void>;
}

/**
 * Does what time alone brings: snoozes end, notes fall due, windows close, promised times pass. It
 * sleeps until the earliest time that the store knows, and runs while a trigger is at work. Several
 * processes may do so on one store: each thing is done once.
 */
export class Timer {
	readonly #parts: TimerParts;
	readonly #wake: Wake;
	readonly #closing = new AbortController();
	readonly #stopListening: () => void;
	#holders = 0;
	#running: Promise<void> | null = null;
	#lookedAt = -Infinity;
	/** When it looks next. */
	#lookAt = -Infinity;

	constructor(parts: TimerParts) {
		this.#parts = parts;
		this.#wake = new Wake(parts.clock);
		this.#stopListening = parts.store.onCommit((what) => {
			const soon = this.#lookedAt + LOOK_PAUSE_MS;
			if (!CHANGES.has(what) || soon >= this.#lookAt) return;
			this.#lookAt = soon;
			this.#wake.ring();
		});
	}

	/**
	 * Notes that a trigger is at work. The first one starts the timer.
	 *
	 * @returns says that it has stopped; safe to call twice
	 */
	keep(): () => void {
		this.#holders += 1;
		this.#lookAt = -Infinity;
		this.#running ??= this.#run();
		this.#wake.ring();
		let isKept = true;
		return () => {
			if (!isKept) return;
			isKept = false;
			this.#holders -= 1;
		};
	}

	/** Resolves once what is being done is done. Safe to call twice. */
	async close(): Promise<void> {
		this.#closing.abort();
		this.#stopListening();
		this.#wake.ring();
		await this.#running;
	}

	get #isAtWork(): boolean {
		return this.#holders > 0 && !this.#closing.signal.aborted;
	}

	async #run(): Promise<void> {
		const { clock, logger } = this.#parts;
		while (!this.#closing.signal.aborted) {
			try {
				if (this.#isAtWork && clock.now() >= this.#lookAt) await this.#look();
				await this.#sleep();
			} catch (error) {
				logger.error({ error: describe(error) }, 'due times could not be read');
				this.#lookAt = clock.now() + STORE_PAUSE_MS;
				await clock.sleep(STORE_PAUSE_MS, this.#closing.signal);
			}
		}
	}

	async #sleep(): Promise<void> {
		if (this.#closing.signal.aborted) return;
		const ms = this.#isAtWork ? this.#lookAt - this.#parts.clock.now() : LONGEST_MS;
		await this.#wake.wait(Math.min(Math.max(ms, 0), LONGEST_MS));
	}

	async #look(): Promise<void> {
		const { store, clock } = this.#parts;
		const now = clock.now();
		this.#lookedAt = now;
		this.#lookAt = now + LONGEST_MS;
		const { due, nextAt } = await store.dueNow({ now, limit: AT_ONCE });
		const fates = await Promise.all(due.map((entry) => this.#fire(entry)));
		const hasFailed = fates.includes(false);
		// There may be more than it gave at once, and what was done may be due again.
		const again = due.length === 0 ? (nextAt ?? Infinity) : now;
		const next = hasFailed ? Math.max(again, now + STORE_PAUSE_MS) : again;
		this.#lookAt = Math.min(this.#lookAt, next);
	}

	/** @returns whether it was done; what was not is found again */
	async #fire(entry: DueEntry): Promise<boolean> {
		const { store, clock, logger, match } = this.#parts;
		try {
			if (entry.kind === 'sla') await match(entry.entityId);
			else await store.fireDue({ ...entry, now: clock.now() });
			return true;
		} catch (error) {
			const { kind, entityId } = entry;
			logger.error({ kind, entityId, error: describe(error) }, 'what is due was not done');
			return false;
		}
	}
}
