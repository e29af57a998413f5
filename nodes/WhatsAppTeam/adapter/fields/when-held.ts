import type { IExecuteFunctions } from 'n8n-workflow';
import { SEND_WAIT_MS, wrong, type WhenHeld } from '../../../../src/index.ts';

/** How long 'Wait' waits where nothing is said, and at the most, in minutes. */
const MAX_WAIT = 10;
const LONGEST_WAIT = 1_440;

/**
 * Reads what happens with messages that have to wait. One run waits once: the first item decides.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function readWhenHeld(context: IExecuteFunctions): {
	readonly whenHeld: WhenHeld;
	readonly waitMs: number;
} {
	const options = context.getNodeParameter('options', 0, {}) as {
		readonly whenHeld?: unknown;
		readonly maxWait?: unknown;
	};
	const { whenHeld = 'output', maxWait = MAX_WAIT } = options;
	switch (whenHeld) {
		case 'output':
		case 'error':
			return { whenHeld, waitMs: SEND_WAIT_MS };
		case 'wait': {
			const minutes = Number(maxWait);
			if (minutes >= 1 && minutes <= LONGEST_WAIT) {
				return { whenHeld, waitMs: minutes * 60_000 };
			}
			throw wrong(
				'Max Wait (Minutes)',
				`is no number of minutes from 1 to ${LONGEST_WAIT}`,
				'Write it as in 10.',
			);
		}
		default:
			throw wrong(
				'When Held',
				'is none that it can be',
				"Choose 'output', 'wait' or 'error'.",
			);
	}
}
