import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/ports/clock.ts';

interface Timer {
	readonly due: number;
	readonly serial: number;
	wake: (() => void) | null;
}

/**
 * A clock for worlds with thousands of sleepers: time passes as fast as everything that happens at
 * one instant is done. Nothing in such a world may wait for anything but this clock.
 */
export class VirtualClock implements Clock {
	/** A binary heap, the next due first. */
	readonly #timers: Timer[] = [];
	#now: number;
	#serial = 0;

	/** @param now where it begins, in ms since 1970, UTC */
	constructor(now: number) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted === true) return Promise.resolve();
		return new Promise((resolve) => {
			const timer = this.#at(this.#now + ms, resolve);
			signal?.addEventListener(
				'abort',
				() => {
					timer.wake = null;
					resolve();
				},
				{ once: true },
			);
		});
	}

	/** Does something later. */
	after(ms: number, run: () => void): void {
		this.#at(this.#now + ms, run);
	}

	/** Lets time pass until something is true, looked at whenever time has passed. */
	async runUntil(isOver: () => boolean): Promise<void> {
		for (;;) {
			// Everything that needs no time to pass hangs on promises, and they are all run by now.
			await setImmediate();
			if (isOver()) return;
			const next = this.#pop();
			if (next === undefined) throw new Error('Nothing will ever happen again');
			if (next.wake === null) continue;
			this.#now = Math.max(this.#now, next.due);
			next.wake();
			while (this.#timers[0] !== undefined && this.#timers[0].due <= this.#now) {
				this.#pop()?.wake?.();
			}
		}
	}

	#at(due: number, wake: () => void): Timer {
		this.#serial += 1;
		const timer: Timer = { due, serial: this.#serial, wake };
		const heap = this.#timers;
		let at = heap.push(timer) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (isBefore(heap[parent], timer)) break;
			heap[at] = heap[parent] as Timer;
			at = parent;
		}
		heap[at] = timer;
		return timer;
	}

	#pop(): Timer | undefined {
		const heap = this.#timers;
		const [top] = heap;
		const last = heap.pop();
		if (last === undefined || heap.length === 0) return top;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= heap.length) break;
			if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
			if (isBefore(last, heap[child])) break;
			heap[at] = heap[child] as Timer;
			at = child;
		}
		heap[at] = last;
		return top;
	}
}

function isBefore(a: Timer | undefined, b: Timer | undefined): boolean {
	if (a === undefined || b === undefined) return a !== undefined;
	return a.due < b.due || (a.due === b.due && a.serial < b.serial);
}
