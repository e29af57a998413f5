import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedTimings } from '../timings.ts';

/** What a watchdog works with. */
export interface WatchdogParts {
	readonly clock: Clock;
	readonly timings: Pick<LinkedTimings, 'quietMs' | 'pingMs'>;
	/** Asks the other side for a sign of life. What becomes of it shows in {@link Watchdog.heard}. */
	readonly ping: () => void;
	/** Told once: the other side is not there any more. */
	readonly onSilent: () => void;
}

/**
 * Finds a line that is dead without being closed. The library looks every half minute and then waits
 * for the other side to say goodbye; meanwhile everything that is sent is lost.
 */
export class Watchdog {
	readonly #parts: WatchdogParts;
	readonly #end = new AbortController();
	#lastHeard: number;
	/** Ends the present rest early. */
	#rest = new AbortController();
	#isHurried = false;

	constructor(parts: WatchdogParts) {
		this.#parts = parts;
		this.#lastHeard = parts.clock.now();
	}

	/** Begins. Call once. */
	start(): void {
		void this.#run();
	}

	/** Something came from the other side. */
	heard(): void {
		this.#lastHeard = this.#parts.clock.now();
	}

	/** There is doubt: asks at once. */
	hurry(): void {
		this.#isHurried = true;
		this.#rest.abort();
	}

	/** Safe to call twice. */
	stop(): void {
		this.#end.abort();
		this.#rest.abort();
	}

	async #run(): Promise<void> {
		const { clock, timings, ping, onSilent } = this.#parts;
		const { signal } = this.#end;
		while (!signal.aborted) {
			const quietFor = clock.now() - this.#lastHeard;
			if (!this.#isHurried && quietFor < timings.quietMs) {
				await clock.sleep(timings.quietMs - quietFor, this.#rest.signal);
				this.#rest = new AbortController();
				continue;
			}
			this.#isHurried = false;
			const askedAt = clock.now();
			ping();
			await clock.sleep(timings.pingMs, signal);
			// A loop that was busy for long still has to read what came in meanwhile.
			await setImmediate();
			await setImmediate();
			if (signal.aborted) return;
			if (this.#lastHeard < askedAt) {
				onSilent();
				return;
			}
		}
	}
}
