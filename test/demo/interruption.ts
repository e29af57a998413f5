/** Ctrl+C, or another wish that this program ends. */
export class Interruption extends Error {
	constructor() {
		super('Interrupted.');
		this.name = 'Interruption';
	}
}

/** How long an orderly end may take. */
const PATIENCE_MS = 10_000;

/**
 * Listens to Ctrl+C, to SIGTERM and to the terminal being closed.
 *
 * More signals after the first change nothing: npm hands Ctrl+C on, so that it arrives twice. If
 * the end takes long, this process exits as it is.
 *
 * @returns aborted by the first signal
 */
export function listenForEnd(): AbortController {
	const end = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => end.abort());
	}
	end.signal.addEventListener('abort', () => {
		setTimeout(() => process.exit(1), PATIENCE_MS).unref();
	});
	return end;
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}

/**
 * Waits for the work, but not longer than until the signal is aborted. The work is then left alone.
 *
 * @throws Interruption
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
	const interrupted = untilAborted(signal).then(() => Promise.reject(new Interruption()));
	return await Promise.race([work, interrupted]);
}
