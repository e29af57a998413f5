import type { Clock } from '../../ports/clock.ts';

/** Waits for something, and no longer than so many ms. Never rejects. */
export async function atMost(clock: Clock, ms: number, task: Promise<unknown>): Promise<void> {
	const patience = new AbortController();
	await Promise.race([task.catch(() => undefined), clock.sleep(ms, patience.signal)]);
	patience.abort();
}
