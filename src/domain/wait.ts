import type { MessageStatus } from './message.ts';
import type { OutboxState } from './outbox.ts';
import { problem } from './problem.ts';
import { HOUR_MS } from './window.ts';

/** How a wait for a reply ended. */
export type Ending = 'replied' | 'timedOut' | 'notSent';

/**
 * How long a reply may be waited for at the most, in ms. What was sent is kept for 35 days, and a
 * message may have waited for three days before it went.
 */
export const LONGEST_REPLY_MS = 30 * 24 * HOUR_MS;

/**
 * Checks how long a reply is to be waited for, in ms.
 *
 * @throws TeamError `invalidInput`
 */
export function checkWithin(withinMs: number): void {
	if (withinMs >= 1 && withinMs <= LONGEST_REPLY_MS) return;
	throw problem(
		'invalidInput',
		"The field 'Wait Limit' must be more than nothing and at most 30 days",
		'Say how much time the customer has to reply.',
	);
}

/** Where a message stands that somebody waits for a reply to. */
export interface Asked {
	readonly state: OutboxState;
	/** `null` while it is not known. */
	readonly status: MessageStatus | null;
	/** When it was handed over last, `null` if it never was. Milliseconds since 1970, UTC. */
	readonly handedAt: number | null;
	/** When a message that is still queued is given up. */
	readonly expiresAt: number;
	/** How long after the hand-over a reply may come, in ms. */
	readonly withinMs: number;
}

/** Whether a message may have reached the customer. */
function hasLeft({ state, handedAt }: Asked): boolean {
	return handedAt !== null && (state === 'handing' || state === 'sent' || state === 'uncertain');
}

/** When the waiting ends if nothing happens; a queued message is waited for first. */
export function endsAt(asked: Asked): number {
	return hasLeft(asked) ? (asked.handedAt ?? 0) + asked.withinMs : asked.expiresAt;
}

/** When the waiting ends at the very latest, whatever becomes of a message that is still queued. */
export function endsAtLatest(asked: Asked): number {
	return hasLeft(asked) ? endsAt(asked) : asked.expiresAt + asked.withinMs;
}

/**
 * How the waiting has ended without a reply, `null` if it goes on. That nobody will ever know
 * whether a message left ends it, too: a message that is uncertain for now does not.
 */
export function endingOf(asked: Asked, now: number): Exclude<Ending, 'replied'> | null {
	if (asked.status === 'failed' || asked.status === 'uncertain') return 'notSent';
	switch (asked.state) {
		case 'failed':
		case 'refused':
		case 'skipped':
		case 'cancelled':
			return 'notSent';
		case 'queued':
			return endsAt(asked) <= now ? 'notSent' : null;
		case 'handing':
		case 'sent':
		case 'uncertain':
			return endsAt(asked) <= now ? 'timedOut' : null;
	}
}

/** Meta's times are whole seconds, cut off: a message may be so much younger than it says, in ms. */
const CUT_OFF_MS = 999;

/**
 * Whether what a customer wrote can be the reply: neither before the question was on its way nor
 * later than it was waited for. The customer's time counts, not when we heard of it.
 */
export function isInTime(asked: Asked, sentAt: number): boolean {
	return (
		hasLeft(asked) && sentAt + CUT_OFF_MS >= (asked.handedAt ?? 0) && sentAt <= endsAt(asked)
	);
}

/**
 * The workflow that reads the log under this name. A test in the editor is nobody's workflow: what
 * it sees is taken from none and held back from none.
 */
export function workflowOf(consumer: string): string {
	return consumer.slice(0, consumer.indexOf(':'));
}
