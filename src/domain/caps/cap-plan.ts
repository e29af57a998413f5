import { isCounted, type Cap, type CapName, type SendKind } from './caps.ts';

/** When a message fits under the caps, and which of them decides. */
export interface Place {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	/** `null` if no cap keeps it back. */
	readonly cap: CapName | null;
}

/**
 * Places messages under caps that hold in every stretch of time, wherever it begins: under a cap of
 * n, each message must be a full window later than the n-th before it.
 */
export class CapPlan {
	/** For each cap the n messages before the next, the oldest first; 0 for one that never was. */
	readonly #before: readonly { readonly cap: Cap; readonly times: number[] }[];
	readonly #newChatsFrom: number;

	/**
	 * @param before for each cap the times of messages that its next messages must keep their
	 * distance from, as {@link timesBefore} gives them
	 * @param newChatsFrom before this time nobody new is written to
	 */
	constructor(
		caps: readonly Cap[],
		before: ReadonlyMap<Cap, readonly number[]>,
		newChatsFrom = 0,
	) {
		this.#before = caps.map((cap) => ({ cap, times: [...(before.get(cap) ?? [])] }));
		this.#newChatsFrom = newChatsFrom;
	}

	/** When a message of this kind may go at the earliest, not before `from`. */
	earliest(kind: SendKind, from: number): Place {
		let place: Place =
			kind.isNewChat && this.#newChatsFrom > from
				? { at: this.#newChatsFrom, cap: 'newChatsPaused' }
				: { at: from, cap: null };
		for (const { cap, times } of this.#before) {
			if (!isCounted(cap.counts, kind)) continue;
			const at = (times[0] ?? 0) + cap.windowMs;
			if (at > place.at) place = { at, cap: cap.name };
		}
		return place;
	}

	/** Notes that a message goes at this time. In the order of their times. */
	take(kind: SendKind, at: number): void {
		for (const { cap, times } of this.#before) {
			if (!isCounted(cap.counts, kind)) continue;
			times.shift();
			times.push(at);
		}
	}
}

/**
 * The messages that the next `ahead` messages under a cap must keep their distance from.
 *
 * @param newest times of counted messages, the newest first, without the first `limit - ahead`
 */
export function timesBefore(cap: Cap, newest: readonly number[], ahead: number): readonly number[] {
	const wanted = Math.min(cap.limit, ahead);
	const known = newest.slice(0, wanted).reverse();
	return [...Array.from({ length: wanted - known.length }, () => 0), ...known];
}
