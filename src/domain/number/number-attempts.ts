/** What Meta counts of the registration of a number. */
export type AttemptKind =
	/** A code was asked for. */
	| 'code'
	/** A code was tried. */
	| 'verification'
	/** It was registered or deregistered. */
	| 'registration';

/**
 * How many attempts Meta takes in every stretch of 72 hours. It documents this for registrations;
 * codes are held to the same, because Meta stops them without saying when.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration
 */
export const MOST_ATTEMPTS = 10;
export const ATTEMPTS_WINDOW_MS = 72 * 60 * 60_000;

/** How many attempts were made, and when there is room for one more. */
export interface Attempts {
	readonly used: number;
	readonly limit: number;
	/** When the oldest that counts leaves the window, in ms since 1970, UTC; `null` if none counts. */
	readonly resetsAt: number | null;
}

/** Counts attempts. @param times when they were made, in any order */
export function attemptsAt(times: readonly number[], now: number): Attempts {
	const counted = times.filter((at) => at > now - ATTEMPTS_WINDOW_MS);
	return {
		used: counted.length,
		limit: MOST_ATTEMPTS,
		resetsAt: counted.length === 0 ? null : Math.min(...counted) + ATTEMPTS_WINDOW_MS,
	};
}
