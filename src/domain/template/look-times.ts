import { TEMPLATE_CALLS_PER_HOUR } from '../number/management-budget.ts';

/** How often the templates of an account are looked at, in ms; more often while Meta decides. */
export const LOOK_MS = 15 * 60_000;
export const PENDING_LOOK_MS = 2 * 60_000;

/** How long a look may take before somebody else looks, in ms. */
export const LOOK_PATIENCE_MS = 2 * 60_000;

/**
 * When to look again after a look.
 *
 * @param calls how many it took
 */
export function nextLook(now: number, isAnyPending: boolean, calls: number): number {
	const pause = isAnyPending ? PENDING_LOOK_MS : LOOK_MS;
	return now + Math.max(pause, (calls * 3_600_000) / TEMPLATE_CALLS_PER_HOUR);
}
