import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';

interface Sleeper {
	readonly due: number;
	readonly wake: () => void;
}

/** How often sleepers of 0 ms are woken before the clock suspects a loop that never rests. */
const RESTLESS = 200;

/** A clock that stands still until it is turned by hand. */
export class HandClock implements Clock {
	readonly #rest: () => Promise<void>;
	readonly #sleepers = new Set<Sleeper>();
	#now: number;

	/**
	 * @param now where it stands, in ms since 1970
	 * @param rest waits until nothing goes on any more that does not wait for time
	 */
	constructor(now: number, rest: () => Promise<void> = fewTurns) {
		this.#now = now;
		this.#rest = rest;
	}

	now(): number {
		return this.#now;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted === true) return Promise.resolve();
		return new Promise((resolve) => {
			const wake = (): void => {
				this.#sleepers.delete(sleeper);
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const sleeper: Sleeper = { due: this.#now + ms, wake };
			this.#sleepers.add(sleeper);
			signal?.addEventListener('abort', wake, { once: true });
		});
	}

	/** How long everybody who sleeps still has to sleep, the shortest first. */
	get asleep(): readonly number[] {
		return [...this.#sleepers].map(({ due }) => due - this.#now).sort((a, b) => a - b);
	}

	/** Turns the clock forward and wakes those who become due on the way, in their order. */
	async advance(ms: number): Promise<void> {
		const target = this.#now + ms;
		await this.settle();
		for (;;) {
			const next = this.#next();
			if (next === undefined || next.due > target) break;
			this.#now = Math.max(this.#now, next.due);
			await this.settle();
		}
		this.#now = target;
	}

	/**
	 * Lets everything happen that needs no time to pass.
	 *
	 * @throws if somebody sleeps for no time again and again
	 */
	async settle(): Promise<void> {
		for (let woken = 0; woken < RESTLESS; woken += 1) {
			await this.#rest();
			const next = this.#next();
			if (next === undefined || next.due > this.#now) return;
			next.wake();
		}
		throw new Error('Somebody sleeps for 0 ms again and again');
	}

	#next(): Sleeper | undefined {
		return [...this.#sleepers].sort((a, b) => a.due - b.due)[0];
	}
}

/** Enough turns of the event loop for promises that hang on each other. */
async function fewTurns(): Promise<void> {
	for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}
