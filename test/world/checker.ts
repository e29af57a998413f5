import type { CapName } from '../../src/domain/caps/caps.ts';

/** A message as the world saw it leave. Judged from what the world itself knows, not from the store. */
export interface Left {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly isReply: boolean;
	readonly isNewChat: boolean;
	/** How often the caps of the number were halved by then. */
	readonly halvings: number;
	/** Whether nobody new might be written to. */
	readonly isPaused: boolean;
}

/** A cap as the checker understands it. */
export interface Promised {
	readonly name: CapName;
	readonly windowMs: number;
	readonly counts: (left: Left) => boolean;
	/** How many at a time at which the caps are halved so often; `Infinity` for any number. */
	readonly limitAt: (at: number, halvings: number) => number;
}

/** How often more left within a window than was promised, wherever the window begins. */
export function violations(log: readonly Left[], cap: Promised): number {
	const counted = log.filter(cap.counts);
	let found = 0;
	for (const [index, { at, halvings }] of counted.entries()) {
		const before = counted[index - cap.limitAt(at, halvings)]?.at ?? -Infinity;
		if (at - before < cap.windowMs) found += 1;
	}
	return found;
}

/** When messages may leave at all. */
export interface Span {
	readonly from: number;
	readonly to: number;
	/** Looked at every minute. */
	readonly isAllowed: (at: number) => boolean;
	readonly halvingsAt: (at: number) => number;
	/** How far two messages are apart at least, in ms. */
	readonly gapMs: number;
}

function earliest(
	caps: readonly Promised[],
	times: readonly number[],
	at: number,
	halvings: number,
	gapMs: number,
): number {
	const fits = caps.map(
		({ limitAt, windowMs }) => (times.at(-limitAt(at, halvings)) ?? -Infinity) + windowMs,
	);
	return Math.max(at, (times.at(-1) ?? -Infinity) + gapMs, ...fits);
}

/** How many messages could have left at the most, if each had left as early as the caps allow. */
export function allowed(
	caps: readonly Promised[],
	{ from, to, isAllowed, halvingsAt, gapMs }: Span,
): number {
	const times: number[] = [];
	const minute = 60_000;
	for (let at = from; at < to; at += minute) {
		if (!isAllowed(at)) continue;
		for (;;) {
			const next = earliest(caps, times, at, halvingsAt(at), gapMs);
			if (next >= at + minute || next >= to) break;
			// It may have been taken for spam by then.
			const then = earliest(caps, times, next, halvingsAt(next), gapMs);
			if (then >= at + minute || then >= to) break;
			times.push(then);
		}
	}
	return times.length;
}
