/** How the simulated Meta behaves where Meta is configurable, vague or slow. */
export interface Settings {
	/**
	 * Free text outside the 24-hour window: accepted and then `failed` with 131047, or refused with
	 * it at once. Both are seen; default `async`.
	 */
	readonly outsideWindow: 'async' | 'sync';
	/** HTTP status of 130429 and 131056: Meta's table says 400, reports say 429. Default 400. */
	readonly rateLimitHttpStatus: 400 | 429;
	/**
	 * How many calls an hour the management of an account allows. Default null: 200, or 5000 once a
	 * number of it works.
	 */
	readonly managementCallsPerHour: number | null;
	/** From acceptance to the status `sent` (or `failed`). Default 0. */
	readonly sentAfterMs: number;
	/** From acceptance to the status `delivered`. Default 100. */
	readonly deliveredAfterMs: number;
	/** Waits between the attempts for one webhook; the last one repeats. Default 0.2, 1, 3, 10 s. */
	readonly webhookRetryDelaysMs: readonly number[];
	/** After so many attempts a webhook is given up. Default 20; Meta goes on for 7 days. */
	readonly webhookMaxAttempts: number;
	/** How long a receiver may take to answer, in real time. Default 10,000. */
	readonly webhookTimeoutMs: number;
}

/** The settings of a simulator that was given none. */
export const DEFAULT_SETTINGS: Settings = {
	outsideWindow: 'async',
	rateLimitHttpStatus: 400,
	managementCallsPerHour: null,
	sentAfterMs: 0,
	deliveredAfterMs: 100,
	webhookRetryDelaysMs: [200, 1000, 3000, 10_000],
	webhookMaxAttempts: 20,
	webhookTimeoutMs: 10_000,
};

/** The settings in force; they may change while the simulator runs. */
export class LiveSettings {
	#current: Settings;

	/** @param settings What differs from `DEFAULT_SETTINGS`. */
	constructor(settings: Partial<Settings> = {}) {
		this.#current = { ...DEFAULT_SETTINGS, ...settings };
	}

	get current(): Settings {
		return this.#current;
	}

	change(settings: Partial<Settings>): void {
		this.#current = { ...this.#current, ...settings };
	}
}
