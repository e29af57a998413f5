import type { Clock } from '../ports/clock.ts';

/** Lets those who sent something wait until news of it may have come. */
export class OutcomeWatch {
	readonly #clock: Clock;
	readonly #waiting = new Map<string, Set<() => void>>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Says that something happened to these messages. */
	notify(outboxIds: readonly string[]): void {
		for (const id of outboxIds) {
			for (const wake of this.#waiting.get(id) ?? []) wake();
		}
	}

	/**
	 * Waits for news of any of these messages, at most `ms`. Another process may be the one that
	 * sends: the caller looks into the store afterwards in any case.
	 */
	async wait(outboxIds: readonly string[], ms: number): Promise<void> {
		const sleeper = new AbortController();
		const wake = (): void => sleeper.abort();
		for (const id of outboxIds) {
			const set = this.#waiting.get(id) ?? new Set();
			this.#waiting.set(id, set.add(wake));
		}
		await this.#clock.sleep(ms, sleeper.signal);
		for (const id of outboxIds) {
			const set = this.#waiting.get(id);
			set?.delete(wake);
			if (set?.size === 0) this.#waiting.delete(id);
		}
	}
}
