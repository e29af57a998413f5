/** How fast one number may hand messages over. */
export interface PacingProfile {
	/** Messages per second that must never be exceeded. */
	readonly perSecond: number;
	/** How many hand-overs may be on their way at once. */
	readonly concurrency: number;
}

/** Spaces the hand-overs of one number. Caps are not its business: see the claim. */
export interface Pacer {
	/**
	 * Waits for the next slot.
	 *
	 * @returns how many messages may be handed over in it: 1 or, at high rates, a few.
	 * @throws when the pacer is closed while waiting.
	 */
	slot(): Promise<number>;
	/**
	 * Says how many of the last slot were not needed. Where slots let several through, the next call
	 * of {@link slot} gives them out until the slot is over.
	 */
	giveBack(unused: number): void;
	/** Paces at another rate from now on: so many messages per second. */
	setPace(perSecond: number): void;
	/** Ends all waiting. Safe to call twice. */
	close(): Promise<void>;
}
