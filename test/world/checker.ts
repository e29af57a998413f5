import type { CapName } from '../../src/domain/caps.ts';

/** A message as the world saw it leave. Judged from what the world itself knows, not from the store. */
export interface Left {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly isReply: boolean;
	readonly isNewChat: boolean;
}

/** A cap as the checker understands it. */
export interface Promised {
	readonly name: CapName;
	readonly limit: number;
	readonly windowMs: number;
	readonly counts: (left: Left) => boolean;
}

/** How often more left within a window than was promised, wherever the window begins. */
export function violations(log: readonly Left[], cap: Promised): number {
	const times = log.filter(cap.counts).map(({ at }) => at);
	let found = 0;
	for (let index = cap.limit; index < times.length; index += 1) {
		const before = times[index - cap.limit] ?? -Infinity;
		if ((times[index] ?? Infinity) - before < cap.windowMs) found += 1;
	}
	return found;
}

/**
 * How many messages could have left at the most, if each had left as early as the caps allow.
 *
 * @param isAllowed whether a message may leave at a time at all, looked at every minute
 */
export function allowed(
	caps: readonly Promised[],
	from: number,
	to: number,
	isAllowed: (at: number) => boolean,
): number {
	const times: number[] = [];
	const minute = 60_000;
	for (let at = from; at < to; at += minute) {
		if (!isAllowed(at)) continue;
		for (;;) {
			const next = Math.max(
				at,
				...caps.map(({ limit, windowMs }) => (times.at(-limit) ?? -Infinity) + windowMs),
			);
			if (next >= at + minute || next >= to) break;
			times.push(next);
		}
	}
	return times.length;
}
