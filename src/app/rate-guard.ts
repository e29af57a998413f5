import type { Clock } from '../ports/clock.ts';

/** How long a lowered rate holds before it is doubled again, in ms. */
const RECOVERY_MS = 60_000;

/** The lowest share of its rate that a number falls to. */
const LOWEST = 1 / 16;

/**
 * Keeps a rate in every sliding second, whatever the pacer's timers do: timers fire late, and then
 * soon after each other. When the other side says that it is too fast, the rate is halved, and
 * doubled again for every minute without such a word.
 */
export class RateGuard {
	readonly #clock: Clock;
	#perSecond: number;
	/** When the last messages went, the oldest first; at most as many as go in a second. */
	readonly #times: number[] = [];
	#share = 1;
	#slowedAt = 0;

	constructor(clock: Clock, perSecond: number) {
		this.#clock = clock;
		this.#perSecond = perSecond;
	}

	/** How many may go in a second now; at least 1. */
	get perSecond(): number {
		const now = this.#clock.now();
		while (this.#share < 1 && now - this.#slowedAt >= RECOVERY_MS) {
			this.#share *= 2;
			this.#slowedAt += RECOVERY_MS;
		}
		return Math.max(1, Math.floor(this.#perSecond * this.#share));
	}

	/** Keeps another rate from now on. What slowed it still does. */
	setPace(perSecond: number): void {
		this.#perSecond = perSecond;
	}

	/** Waits until one more may go. @returns how many may go now */
	async room(): Promise<number> {
		for (;;) {
			const now = this.#clock.now();
			// A message counts for the whole millisecond in which its second ends.
			while ((this.#times[0] ?? Infinity) < now - 1_000) this.#times.shift();
			const room = this.perSecond - this.#times.length;
			if (room > 0) return room;
			await this.#clock.sleep((this.#times[0] ?? now) + 1_001 - now);
		}
	}

	/** Notes that a message goes now. */
	note(): void {
		this.#times.push(this.#clock.now());
	}

	/** The other side says that the number is too fast. Many answers at once count as one. */
	slowDown(): void {
		const now = this.#clock.now();
		if (this.#share < 1 && now - this.#slowedAt < 1_000) return;
		this.#share = Math.max(LOWEST, this.#share / 2);
		this.#slowedAt = now;
	}
}
