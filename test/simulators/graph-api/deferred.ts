/** A promise that is resolved from outside. */
export interface Deferred {
	readonly promise: Promise<void>;
	readonly resolve: () => void;
}

/** Makes one; it never rejects. */
export function deferred(): Deferred {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}
