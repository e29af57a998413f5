import { acceptsSends, type NumberReport, type NumberState } from '../domain/number.ts';
import { describe } from '../domain/problem.ts';
import { HOUR_MS } from '../domain/window.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Store } from '../ports/store.ts';

/** How often a number that cannot send is asked about, in ms. */
const NOT_READY_MS = 60_000;

/** What watching the state of a number needs. */
export interface StateWatchParts {
	readonly numberId: string;
	readonly inspect: () => Promise<NumberReport>;
	readonly store: Pick<Store, 'setNumberState'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Told when the number can send again. */
	readonly onReady: () => void;
}

/**
 * Asks for the state of an open number every hour, and every minute while it cannot send: what
 * waits in the outbox must go when the number is ready. Ends with the signal.
 *
 * @param known the state when the number was opened
 */
export async function watchState(
	parts: StateWatchParts,
	known: NumberState,
	signal: AbortSignal,
): Promise<void> {
	const { numberId, store, clock, logger } = parts;
	let state = known;
	for (;;) {
		await clock.sleep(acceptsSends(state) ? HOUR_MS : NOT_READY_MS, signal);
		if (signal.aborted) return;
		try {
			const report = await parts.inspect();
			if (report.state === state) continue;
			await store.setNumberState({ numberId, state: report.state, now: clock.now() });
			logger.info({ numberId, from: state, to: report.state }, 'state of the number changed');
			state = report.state;
			if (acceptsSends(state)) parts.onReady();
		} catch (error) {
			logger.warn({ numberId, error: describe(error) }, 'state of the number not known');
		}
	}
}
