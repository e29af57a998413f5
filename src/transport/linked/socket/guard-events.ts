/** An emitter whose listeners may be asynchronous. */
export interface GuardedEmitter {
	eventNames(): (string | symbol)[];
	rawListeners(event: string | symbol): unknown[];
	removeAllListeners(event: string | symbol): unknown;
	on(event: string | symbol, listener: (...args: unknown[]) => void): unknown;
}

/**
 * Catches what the listeners throw that an emitter has so far, and what their promises reject with.
 * Some of Baileys' own write to the socket and leave the promise alone: on a line that breaks just
 * then, the whole process would end by an unhandled rejection.
 */
export function guardEvents(emitter: GuardedEmitter, onError: (error: unknown) => void): void {
	for (const event of emitter.eventNames()) {
		const listeners = emitter.rawListeners(event);
		emitter.removeAllListeners(event);
		for (const listener of listeners) {
			emitter.on(event, (...args) => {
				try {
					const result: unknown = Reflect.apply(listener as () => unknown, emitter, args);
					if (isPromise(result)) result.then(undefined, onError);
				} catch (error) {
					onError(error);
				}
			});
		}
	}
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
	return typeof value === 'object' && value !== null && 'then' in value;
}
