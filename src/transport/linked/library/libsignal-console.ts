/** The methods of a console by which libsignal prints. */
const METHODS = ['log', 'info', 'warn', 'error'] as const;

/** A console, as far as it is filtered here. */
export type FilteredConsole = Record<(typeof METHODS)[number], (...args: unknown[]) => void>;

/** Files of libsignal, in whatever way it was installed. */
const LIBSIGNAL = /[\\/]libsignal(-node)?[\\/]src[\\/]/;

/** Marks a console that is filtered already, also by another copy of this package. */
const FILTERED = Symbol.for('n8n-nodes-whatsapp-team.libsignal-console');

/**
 * Silences what libsignal prints: whole sessions with their private keys, past every logger. Whoever
 * else prints is not touched: a line is dropped only if the caller's own file is one of libsignal's.
 * @see https://github.com/WhiskeySockets/Baileys/issues/2098
 *
 * @returns takes the filter away again
 */
export function silenceLibsignal(target: FilteredConsole): () => void {
	if (Object.hasOwn(target, FILTERED)) return () => undefined;
	const originals = METHODS.map((method) => [method, target[method]] as const);
	for (const [method, original] of originals) {
		const filtered = (...args: unknown[]): void => {
			if (!isCalledByLibsignal(filtered)) original.apply(target, args);
		};
		target[method] = filtered;
	}
	Object.defineProperty(target, FILTERED, { value: true, configurable: true });
	return () => {
		for (const [method, original] of originals) target[method] = original;
		Reflect.deleteProperty(target, FILTERED);
	};
}

/** Looks at one line of the stack: who called the function. */
function isCalledByLibsignal(callee: (...args: unknown[]) => void): boolean {
	const limit = Error.stackTraceLimit;
	Error.stackTraceLimit = 1;
	const trace: { stack?: unknown } = {};
	Error.captureStackTrace(trace, callee);
	// Some programs make the stack a list of their own kind, and only when it is read.
	const stack = String(trace.stack);
	Error.stackTraceLimit = limit;
	return LIBSIGNAL.test(stack);
}
