/** The right of one process to send for a number. */
export interface NumberLock {
	/** Gives the number back. Safe to call twice. */
	release(): Promise<void>;
}

/** Grants each number to at most one process at a time. A process that dies gives it back. */
export interface NumberLocks {
	/** @returns the lock, or `null` while another process holds the number. */
	acquire(numberId: string): Promise<NumberLock | null>;
}
