import type { Clock } from '../ports/clock.ts';

/** A bell for a loop that sleeps until there may be something to do. A ring is never lost. */
export class Wake {
	readonly #clock: Clock;
	#isRung = false;
	#sleeper: AbortController | null = null;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	ring(): void {
		this.#isRung = true;
		// A reason of our own is cheaper than the exception that would be made.
		this.#sleeper?.abort('rung');
	}

	/** Who looks now sees what was rung for before. */
	silence(): void {
		this.#isRung = false;
	}

	/**
	 * Resolves after `ms`, or as soon as the bell rings; at once if it rang since the last wait.
	 *
	 * @returns whether it rang
	 */
	async wait(ms: number): Promise<boolean> {
		if (!this.#isRung) {
			const sleeper = new AbortController();
			this.#sleeper = sleeper;
			await this.#clock.sleep(ms, sleeper.signal);
			this.#sleeper = null;
		}
		const hasRung = this.#isRung;
		this.#isRung = false;
		return hasRung;
	}
}
