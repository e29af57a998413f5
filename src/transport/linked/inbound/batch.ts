import type { StatusUpdate } from '../../../domain/message.ts';
import type { LinkedNews } from '../../../ports/linked.ts';
import type { ReadMessage } from './message.ts';
import type { Slot } from './journal.ts';

/** Something on its way into the book. */
export type Arrival =
	| {
			readonly kind: 'message';
			readonly read: Extract<ReadMessage, { kind: 'message' | 'recorded' }>;
			/** Its place in the journal; `null` if it has none. */
			readonly slot: Slot | null;
	  }
	| { readonly kind: 'status'; readonly status: StatusUpdate }
	/** What came before it was a part of the history, which is complete with it. */
	| { readonly kind: 'history'; readonly progress: number | null };

/** Counts that go along with whatever goes next. */
export interface Counts {
	readonly unreadable: number;
	readonly groupIgnored: number;
}

/** How much goes into the book at once. */
const MOST = 100;

/**
 * How many of the waiting arrivals go together. The book takes messages of customers before those
 * of the phone, and statuses last: what has to keep its order with one that was taken goes later.
 */
export function batchLength(waiting: readonly Arrival[]): number {
	const most = Math.min(waiting.length, MOST);
	const answered = new Set<string>();
	for (let length = 0; length < most; length += 1) {
		const arrival = waiting[length];
		if (arrival?.kind !== 'message') continue;
		const { read } = arrival;
		const names = read.kind === 'message' ? read.message.sender : read.message.contact;
		if (read.kind === 'message' && names.some(({ value }) => answered.has(value)))
			return length;
		if (read.kind === 'recorded') for (const { value } of names) answered.add(value);
	}
	return most;
}

/** Puts arrivals together as the book takes them. */
export function newsOf(arrivals: readonly Arrival[], counts: Counts): LinkedNews {
	const reads = arrivals.flatMap((arrival) => (arrival.kind === 'message' ? [arrival.read] : []));
	return {
		messages: reads.flatMap((read) => (read.kind === 'message' ? [read.message] : [])),
		recorded: reads.flatMap((read) => (read.kind === 'recorded' ? [read.message] : [])),
		statuses: arrivals.flatMap((arrival) =>
			arrival.kind === 'status' ? [arrival.status] : [],
		),
		history: progressOf(arrivals),
		...counts,
	};
}

/** The places in the journal that are free once these arrivals are in the book. */
export function slotsOf(arrivals: readonly Arrival[]): readonly Slot[] {
	return arrivals.flatMap((arrival) =>
		arrival.kind === 'message' && arrival.slot !== null ? [arrival.slot] : [],
	);
}

/** Of several parts the last has brought the most. */
function progressOf(arrivals: readonly Arrival[]): LinkedNews['history'] {
	const last = arrivals.findLast((arrival) => arrival.kind === 'history');
	return last === undefined ? null : { progress: last.progress };
}
