import { describe } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedStanding } from '../../../ports/linked.ts';
import type { Logger } from '../../../ports/logger.ts';

/** How long after a failure it is told again, in ms. */
const PAUSE_MS = 1_000;

/** What tells standings. */
export interface StandingTellerParts {
	readonly numberId: string;
	readonly tell: (standing: LinkedStanding) => Promise<void>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Ends it. */
	readonly signal: AbortSignal;
}

/** Tells how a number stands, each change once and in order, until it is heard. */
export class StandingTeller {
	readonly #parts: StandingTellerParts;
	readonly #waiting: LinkedStanding[] = [];
	#last: string | null = null;
	#running: Promise<void> | null = null;

	constructor(parts: StandingTellerParts) {
		this.#parts = parts;
	}

	/** @param standing `null` for nothing new */
	tell(standing: LinkedStanding | null): void {
		const text = JSON.stringify(standing);
		if (standing === null || text === this.#last) return;
		this.#last = text;
		this.#waiting.push(standing);
		this.#running ??= this.#run();
	}

	/** Resolves when all is told, or nothing will be any more. */
	async settled(): Promise<void> {
		await this.#running;
	}

	async #run(): Promise<void> {
		const { tell, clock, logger, numberId, signal } = this.#parts;
		for (;;) {
			const [next] = this.#waiting;
			if (next === undefined || signal.aborted) break;
			try {
				await tell(next);
				this.#waiting.shift();
			} catch (error) {
				logger.warn(
					{ numberId, error: describe(error) },
					'state of the number not noted yet',
				);
				await clock.sleep(PAUSE_MS, signal);
			}
		}
		this.#running = null;
	}
}
