import type { Clock } from '../ports/clock.ts';
import { Wake } from './wake.ts';

/** Tells those who sent something when news of it may have come. */
export class OutcomeWatch {
	readonly #clock: Clock;
	readonly #ears = new Map<string, Set<Ear>>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Says that something happened to these messages. */
	notify(outboxIds: readonly string[]): void {
		for (const id of outboxIds) {
			for (const ear of this.#ears.get(id) ?? []) ear.hear(id);
		}
	}

	/** Begins to listen. What is heard between two waits is not lost. */
	open(): Ear {
		return new Ear(this.#clock, this.#ears);
	}
}

/** Somebody who waits for news of some messages. */
export class Ear {
	readonly #wake: Wake;
	readonly #ears: Map<string, Set<Ear>>;
	readonly #ids = new Set<string>();
	readonly #heard = new Set<string>();

	constructor(clock: Clock, ears: Map<string, Set<Ear>>) {
		this.#wake = new Wake(clock);
		this.#ears = ears;
	}

	/** Listens for news of this message, too. */
	listenFor(outboxId: string): void {
		this.#ids.add(outboxId);
		this.#ears.set(outboxId, (this.#ears.get(outboxId) ?? new Set()).add(this));
	}

	/** Called by the watch. */
	hear(outboxId: string): void {
		this.#heard.add(outboxId);
		this.#wake.ring();
	}

	/**
	 * Waits for news, at most `ms`. Another process may be the one that sends: the caller looks into
	 * the store now and then in any case.
	 *
	 * @returns the messages of which something was heard since the last call, none after a wait in vain
	 */
	async next(ms: number): Promise<readonly string[]> {
		await this.#wake.wait(ms);
		const heard = [...this.#heard];
		this.#heard.clear();
		return heard;
	}

	/** Listens no more. Safe to call twice. */
	close(): void {
		for (const id of this.#ids) {
			const ears = this.#ears.get(id);
			ears?.delete(this);
			if (ears?.size === 0) this.#ears.delete(id);
		}
		this.#ids.clear();
	}
}
