/** Timers of at least this length keep nobody waiting, in ms. */
const LONG_MS = 1_000;

/**
 * Baileys leaves timers of half a minute behind that nobody clears: with them a test file would not
 * end. They are made such that they do not keep the process.
 */
export function letTimersGo(): void {
	const original = globalThis.setTimeout;
	const wrapped = (...args: Parameters<typeof setTimeout>) => {
		const timer = original(...args);
		if ((args[1] ?? 0) >= LONG_MS) timer.unref();
		return timer;
	};
	globalThis.setTimeout = Object.assign(wrapped, original) as typeof setTimeout;
}
