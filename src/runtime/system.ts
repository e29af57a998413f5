import { randomFillSync } from 'node:crypto';
import { createIdSource } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal?.aborted === true) return resolve();
			const done = (): void => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', done);
				resolve();
			};
			// A timer that never keeps n8n from shutting down.
			const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1)).unref();
			signal?.addEventListener('abort', done, { once: true });
		}),
};

/** Ids of this process. */
export const newId = createIdSource(Date.now, (bytes) => void randomFillSync(bytes));
