import { setTimeout as sleep } from 'node:timers/promises';

/** How something is waited for. */
export type WaitOptions = {
	/** Deadline in milliseconds. Default: 30,000. */
	readonly timeoutMs?: number;
	/** Pause between two looks in milliseconds. Default: 100. */
	readonly everyMs?: number;
};

/**
 * Looks again and again until `look` answers something other than `undefined`, and returns it.
 *
 * @param what names the awaited thing in the error: `Waited 30 s in vain for ...`. A function is
 * called at the deadline, so that it can add what was seen last.
 */
export async function waitFor<T>(
	what: string | (() => string),
	look: () => Promise<T | undefined> | T | undefined,
	{ timeoutMs = 30_000, everyMs = 100 }: WaitOptions = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() >= deadline) {
			const name = typeof what === 'string' ? what : what();
			throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${name}.`);
		}
		await sleep(everyMs);
	}
}
