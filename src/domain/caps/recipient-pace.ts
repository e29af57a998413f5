/**
 * How often one recipient may be written to: a steady rate with a burst that is borrowed from the
 * time after it. Kept as one number, the *debt*: the time at which everything sent so far would
 * have gone out at the steady rate (the generic cell rate algorithm).
 */
export interface RecipientPace {
	/** Steady distance between two messages to the same recipient, in ms. */
	readonly intervalMs: number;
	/** How many may go out at once after a long silence. */
	readonly burst: number;
}

/**
 * Meta's limit for a pair of business and customer (error 131056): one message every six seconds,
 * with a burst of up to 45.
 * @see https://developers.facebook.com/docs/whatsapp/messaging-limits
 */
export const CLOUD_RECIPIENT_PACE: RecipientPace = { intervalMs: 6_000, burst: 45 };

/** How far the debt may lie ahead of now for one more message to be allowed, in ms. */
export function tolerance(pace: RecipientPace): number {
	return (pace.burst - 1) * pace.intervalMs;
}

/** The earliest time at which the next message may go to this recipient. */
export function nextAllowedAt(pace: RecipientPace, debtUntil: number): number {
	return debtUntil - tolerance(pace);
}

/** The debt after one more message at `now`. */
export function spend(pace: RecipientPace, debtUntil: number, now: number): number {
	return Math.max(debtUntil, now) + pace.intervalMs;
}

/** The debt after a message that was counted turned out not to have left. */
export function giveBack(pace: RecipientPace, debtUntil: number): number {
	return debtUntil - pace.intervalMs;
}
