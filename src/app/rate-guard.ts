import type { Clock } from '../ports/clock.ts';

/**
 * Keeps a rate in every sliding second, whatever the pacer's timers do: timers fire late, and then
 * soon after each other.
 */
export class RateGuard {
	readonly #clock: Clock;
	readonly #perSecond: number;
	/** When the last messages went, the oldest first; at most as many as go in a second. */
	readonly #times: number[] = [];

	constructor(clock: Clock, perSecond: number) {
		this.#clock = clock;
		this.#perSecond = perSecond;
	}

	/** Waits until one more may go. @returns how many may go now */
	async room(): Promise<number> {
		for (;;) {
			const now = this.#clock.now();
			// A message counts for the whole millisecond in which its second ends.
			while ((this.#times[0] ?? Infinity) < now - 1_000) this.#times.shift();
			const room = this.#perSecond - this.#times.length;
			if (room > 0) return room;
			await this.#clock.sleep((this.#times[0] ?? now) + 1_001 - now);
		}
	}

	/** Notes that a message goes now. */
	note(): void {
		this.#times.push(this.#clock.now());
	}
}
