/** Time as an argument: the real one in production, a hand-turned one in tests. */
export interface Clock {
	/** Milliseconds since 1970, UTC. */
	now(): number;
	/**
	 * Resolves after `ms`, or at once when the signal is aborted. Never rejects. The timer does not
	 * keep the process alive.
	 */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
