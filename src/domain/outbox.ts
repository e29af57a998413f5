import { HOUR_MS } from './window.ts';

/** Why a message is sent; decides its priority and how long it may wait. */
export type Category = 'reply' | 'service' | 'marketing' | 'internal';

/**
 * The life of a row in the outbox. Only a `handing` row can have left without our knowing; it is
 * never handed over a second time.
 */
export type OutboxState =
	'queued' | 'handing' | 'sent' | 'failed' | 'refused' | 'skipped' | 'cancelled' | 'uncertain';

/** What became of a send, as the Send node says it. */
export type Verdict = Exclude<OutboxState, 'handing'>;

/** Why a message is still queued. */
export type HeldReason =
	| 'pacing'
	| 'notBefore'
	| 'retrying'
	| 'quietHours'
	| 'numberPaused'
	| 'numberNotReady'
	| `cap:${string}`;

/** Meta spares the recipient marketing for a while (131049): it waits, on every number. */
export const MARKETING_RECIPIENT: HeldReason = 'cap:marketingRecipient';

/** How long, in ms: Meta advises to wait at least a day. */
export const MARKETING_HOLD_MS = 24 * HOUR_MS;

/** Why a message will never be sent. */
export type RefusalReason =
	| 'windowClosed'
	| 'optedOut'
	| 'ownedByOther'
	| 'expired'
	| 'duplicateBody'
	| 'notOnWhatsApp'
	| 'blocked'
	| 'numberNotOpen'
	| 'unsupported'
	| 'invalid';

/** Which of the messages of a category goes first. */
export type Urgency = 'high' | 'normal' | 'low';

/** Lower goes first. */
const PRIORITY: Readonly<Record<Category, number>> = {
	reply: 10,
	service: 20,
	marketing: 30,
	internal: 40,
};

/** How far a message moves within its category, and never out of it. */
const SHIFT: Readonly<Record<Urgency, number>> = { high: -2, normal: 0, low: 2 };

/** The place of a message in the line: lower goes first. */
export function priorityOf(category: Category, urgency: Urgency = 'normal'): number {
	return PRIORITY[category] + SHIFT[urgency];
}

/** All places that messages of a category can have. */
export function prioritiesOf(category: Category): readonly number[] {
	return Object.values(SHIFT).map((shift) => PRIORITY[category] + shift);
}

/**
 * How long after it was due a message is still worth sending, in ms. An answer that comes a
 * quarter of an hour late is better written anew; a campaign may wait for its caps.
 */
export const EXPIRES_AFTER_MS: Readonly<Record<Category, number>> = {
	reply: 15 * 60_000,
	service: 24 * HOUR_MS,
	marketing: 72 * HOUR_MS,
	internal: HOUR_MS,
};

/**
 * Whether the outcome of an earlier send answers a second one with the same idempotency key.
 * What ended without leaving does not: the same key tries again.
 */
export function blocksKey(state: OutboxState): boolean {
	switch (state) {
		case 'queued':
		case 'handing':
		case 'sent':
		case 'uncertain':
			return true;
		case 'failed':
		case 'refused':
		case 'skipped':
		case 'cancelled':
			return false;
	}
}

/** Whether nothing more will happen to the row unless a status of the message arrives. */
export function isSettled(state: OutboxState): boolean {
	return state !== 'queued' && state !== 'handing';
}

/** The longest pause after a refusal, in ms. */
export const REFUSED_PAUSE_MS = 600_000;

/** The longest pause while the other side is away, in ms: it may be back at any moment. */
export const AWAY_PAUSE_MS = 30_000;

/**
 * Waiting time before a hand-over that did not happen is tried again: 4^n seconds, as Meta advises
 * for its rate limits, plus up to a quarter so that many do not come at once.
 *
 * @param attempt how many have been made, from 1
 * @param random 0 to 1
 * @param longestMs the ceiling, before the quarter
 */
export function backoffMs(attempt: number, random: number, longestMs = REFUSED_PAUSE_MS): number {
	const base = Math.min(1_000 * 4 ** Math.max(0, attempt - 1), longestMs);
	return Math.round(base * (1 + random / 4));
}
