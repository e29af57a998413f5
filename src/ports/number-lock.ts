/** The right of one process to send for a number. */
export interface NumberLock {
	/** Aborted when the right may have gone to another process: stop sending at once. */
	readonly lost: AbortSignal;
	/** Gives the number back. Safe to call twice. */
	release(): Promise<void>;
}

/**
 * Grants each number to at most one process at a time. A process that dies gives it back: at once
 * where the operating system sees to it, otherwise within {@link LEASE_MS}.
 */
export interface NumberLocks {
	/** @returns the lock, or `null` while another process holds the number. */
	acquire(numberId: string): Promise<NumberLock | null>;
}

/** How long a number stays with a process that says nothing more, in ms. */
export const LEASE_MS = 45_000;

/** How often a process says that it is still there, in ms. */
export const RENEW_MS = 10_000;

/** After this long without having been heard a process stops by itself, in ms. */
export const LOST_MS = 25_000;
