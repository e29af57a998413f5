/** The simulator's time: everything that waits, waits on it. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Runs `run` once, `delayMs` from now, never before the caller has returned. Gives the cancel. */
	schedule(delayMs: number, run: () => void): () => void;
	/** Moves the time forward and runs what became due, in order. */
	advance(ms: number): void;
	/** Drops everything that is scheduled. Safe to call twice. */
	close(): void;
}

interface Timer {
	readonly due: number;
	readonly run: () => void;
}

/** Node fires longer timers at once, so a long wait is cut into steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Real time plus what was advanced; or, if frozen, only what was advanced. */
export class SimulatorClock implements Clock {
	readonly #frozenAt: number | undefined;
	readonly #timers = new Set<Timer>();
	#advancedMs = 0;
	#wake: NodeJS.Timeout | undefined;

	/** @param frozenAt Milliseconds since the epoch at which time stands still; default: real time. */
	constructor(frozenAt?: number) {
		this.#frozenAt = frozenAt;
	}

	now(): number {
		return (this.#frozenAt ?? Date.now()) + this.#advancedMs;
	}

	schedule(delayMs: number, run: () => void): () => void {
		const timer = { due: this.now() + delayMs, run };
		this.#timers.add(timer);
		this.#arm();
		return () => {
			this.#timers.delete(timer);
		};
	}

	advance(ms: number): void {
		this.#advancedMs += ms;
		this.#runDue();
	}

	close(): void {
		this.#timers.clear();
		clearTimeout(this.#wake);
	}

	#arm(): void {
		clearTimeout(this.#wake);
		let next = Infinity;
		for (const timer of this.#timers) next = Math.min(next, timer.due);
		const waitMs = Math.max(0, next - this.now());
		if (next === Infinity || (this.#frozenAt !== undefined && waitMs > 0)) return;
		this.#wake = setTimeout(() => this.#runDue(), Math.min(waitMs, LONGEST_TIMER_MS));
	}

	#runDue(): void {
		const now = this.now();
		const due = [...this.#timers].filter((timer) => timer.due <= now);
		for (const timer of due.sort((a, b) => a.due - b.due)) {
			// One that ran before may have cancelled it.
			if (this.#timers.delete(timer)) timer.run();
		}
		this.#arm();
	}
}
