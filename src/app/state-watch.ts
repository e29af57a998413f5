import { acceptsSends, type NumberReport, type NumberState } from '../domain/number/number.ts';
import { describe, isProblem } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Store } from '../ports/store.ts';
import type { ManagementCalls } from './management-calls.ts';

/** How often a number is asked about, in ms; more often while it cannot send. */
const READY_MS = 15 * 60_000;
const NOT_READY_MS = 60_000;

/** Meta names longer waits than this where an account has made too many calls. */
const SHORT_WAIT_MS = 60_000;

/** What watching a number needs. */
export interface StateWatchParts {
	readonly numberId: string;
	/** Whose calls are counted; `null` if the credential names none. */
	readonly businessAccountId: string | null;
	readonly inspect: () => Promise<NumberReport>;
	readonly store: Pick<Store, 'noteNumber'>;
	readonly calls: Pick<ManagementCalls, 'ask' | 'close'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Told when the number can send again. */
	readonly onReady: () => void;
}

/**
 * Asks Meta about an open number every quarter of an hour, and every minute while it cannot send:
 * what waits in the outbox must go when the number is ready. What changed is told as events. Many
 * numbers of one account are asked about less often, so that its calls last. Ends with the signal.
 *
 * @param known the state when the number was opened
 */
export async function watchState(
	parts: StateWatchParts,
	known: NumberState,
	signal: AbortSignal,
): Promise<void> {
	const { numberId, businessAccountId, calls, clock, logger } = parts;
	const account = businessAccountId ?? numberId;
	let state = known;
	for (;;) {
		await clock.sleep(acceptsSends(state) ? READY_MS : NOT_READY_MS, signal);
		for (;;) {
			if (signal.aborted) return;
			const wait = calls.ask(account, clock.now());
			if (wait === 0) break;
			await clock.sleep(wait, signal);
		}
		try {
			const before = state;
			state = await look(parts);
			if (state === before) continue;
			logger.info({ numberId, from: before, to: state }, 'state of the number changed');
			if (acceptsSends(state) && !acceptsSends(before)) parts.onReady();
		} catch (error) {
			logger.warn({ numberId, error: describe(error) }, 'state of the number not known');
			const wait = isProblem(error) ? (error.retryAfterMs ?? 0) : 0;
			if (wait > SHORT_WAIT_MS) calls.close(account, wait, clock.now());
		}
	}
}

async function look(parts: StateWatchParts): Promise<NumberState> {
	const { numberId, businessAccountId, store, clock } = parts;
	const { state, facts, perSecond } = await parts.inspect();
	const seen = { numberId, businessAccountId, state, facts, perSecond, now: clock.now() };
	return (await store.noteNumber(seen)).state;
}
