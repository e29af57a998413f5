import { NUMBER_CALLS_PER_HOUR } from '../domain/number/management-budget.ts';
import { HOUR_MS } from '../domain/window.ts';

/** Keeps those who watch numbers within what the management of an account may cost. */
export class ManagementCalls {
	readonly #calls = new Map<string, number[]>();
	readonly #closedUntil = new Map<string, number>();

	/**
	 * Asks for one call.
	 *
	 * @returns how long to wait before asking again, in ms; 0 if it may be made, and counts
	 */
	ask(account: string, now: number): number {
		const closedUntil = this.#closedUntil.get(account) ?? 0;
		if (closedUntil > now) return closedUntil - now;
		const calls = (this.#calls.get(account) ?? []).filter((at) => at > now - HOUR_MS);
		this.#calls.set(account, calls);
		const oldest = calls[calls.length - NUMBER_CALLS_PER_HOUR];
		if (oldest !== undefined) return oldest + HOUR_MS - now;
		calls.push(now);
		return 0;
	}

	/** Meta takes no calls for this account for a while. @param ms from now on */
	close(account: string, ms: number, now: number): void {
		this.#closedUntil.set(account, Math.max(this.#closedUntil.get(account) ?? 0, now + ms));
	}
}
