import type { Clock } from '../ports/clock.ts';

/** How far a run that sends has come. What is none of these is still waited for. */
export interface SendProgress {
	readonly total: number;
	readonly sent: number;
	/** They go later by themselves. */
	readonly queued: number;
	readonly notSent: number;
}

/** How often is told how far a run has come, at the most, in ms. */
export const PROGRESS_MS = 2_000;

/** Counts what became of the messages of a run, and tells now and then. */
export class ProgressTeller {
	readonly #clock: Clock;
	readonly #tell: (progress: SendProgress) => void;
	#progress: SendProgress;
	#told: SendProgress;
	#toldAt: number;

	constructor(clock: Clock, total: number, tell: (progress: SendProgress) => void) {
		this.#clock = clock;
		this.#tell = tell;
		this.#progress = { total, sent: 0, queued: 0, notSent: 0 };
		this.#told = this.#progress;
		this.#toldAt = clock.now();
	}

	/** Notes what became of one message more. */
	count(what: 'sent' | 'queued' | 'notSent'): void {
		this.#progress = { ...this.#progress, [what]: this.#progress[what] + 1 };
	}

	/** Tells how far it is, if that is news and not too soon after the last. */
	tell(): void {
		const now = this.#clock.now();
		if (this.#told === this.#progress || now - this.#toldAt < PROGRESS_MS) return;
		this.#told = this.#progress;
		this.#toldAt = now;
		this.#tell(this.#progress);
	}
}
