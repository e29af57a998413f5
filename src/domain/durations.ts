/** How long something took, over several times. */
export interface DurationFigures {
	readonly count: number;
	/** In ms, as the next; `null` where it never happened. */
	readonly medianMs: number | null;
	readonly p90Ms: number | null;
}

/**
 * The middle of several times, and the one that nine in ten do not exceed (nearest rank).
 *
 * @param times in ms, in any order
 */
export function durationsOf(times: readonly number[]): DurationFigures {
	const sorted = times.toSorted((a, b) => a - b);
	const at = (share: number): number | null =>
		sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
	return { count: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) };
}
