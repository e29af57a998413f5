import { describe } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';

/** How often a sign of life is passed on, in ms: what matters are days. */
const EVERY_MS = 60_000;

/** Passes signs of life of the phone on. */
export class PhoneSigns {
	readonly #tell: (at: number) => Promise<void>;
	readonly #clock: Clock;
	readonly #logger: Logger;
	#toldAt: number | null = null;

	constructor(tell: (at: number) => Promise<void>, clock: Clock, logger: Logger) {
		this.#tell = tell;
		this.#clock = clock;
		this.#logger = logger;
	}

	/** The phone has done something just now. */
	seen(): void {
		const now = this.#clock.now();
		if (this.#toldAt !== null && now - this.#toldAt < EVERY_MS) return;
		this.#toldAt = now;
		this.#tell(now).catch((error: unknown) => {
			// The next sign is passed on whenever it comes.
			this.#toldAt = null;
			this.#logger.warn({ error: describe(error) }, 'sign of life of the phone not noted');
		});
	}
}
