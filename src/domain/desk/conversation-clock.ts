import type { ConversationStatus } from '../conditions.ts';
import type { DeskRules } from './desk-rules.ts';
import { HOUR_MS } from '../window.ts';

/** How long before a window closes that is told, in ms. */
export const CLOSING_MS = HOUR_MS;

/** What fell due longer ago than this, in ms, is told as late: n8n was off, or very busy. */
const LATE_MS = 60_000;

/**
 * What has been told of a conversation, by the time that it was about: the same window, the same
 * waiting, is not told twice. Rows hold it as JSON: fields are added, not renamed.
 */
export interface Told {
	readonly closing?: number;
	readonly closed?: number;
	readonly unanswered?: number;
	readonly unassigned?: number;
	/** Since when it sleeps no more: nobody had to answer before. */
	readonly awake?: number;
}

/** What is known to be told after a change of the status. */
export function toldAfter(told: Told, from: string, to: string, now: number): Told {
	return from === 'snoozed' && to !== 'snoozed' ? { ...told, awake: now } : told;
}

/** What of a conversation becomes due by time alone. Times are ms since 1970, UTC. */
export interface ClockStanding {
	readonly status: ConversationStatus;
	readonly snoozedUntil: number | null;
	readonly windowExpiresAt: number | null;
	readonly waitingSince: number | null;
	readonly unownedSince: number | null;
	readonly told: Told;
}

/** Something that becomes due at a time. */
export interface ConversationDue {
	readonly kind: 'snoozeOver' | 'closing' | 'closed' | 'unanswered' | 'unassigned';
	readonly at: number;
	/** The time that it is about: what {@link Told} keeps. */
	readonly about: number;
}

/** All that becomes due of a conversation, the earliest first; also what has been due for long. */
export function duesOf(
	standing: ClockStanding,
	rules: Pick<DeskRules, 'unansweredMs' | 'unassignedMs'>,
	now: number,
): readonly ConversationDue[] {
	const { status, snoozedUntil, windowExpiresAt: expiry, told } = standing;
	const dues: ConversationDue[] = [];
	const add = (
		kind: ConversationDue['kind'],
		about: number | null,
		after: number | null,
		from = about ?? 0,
	) => {
		if (about === null || after === null) return;
		if (kind !== 'snoozeOver' && told[kind] === about) return;
		dues.push({ kind, at: from + after, about });
	};
	if (status === 'snoozed') add('snoozeOver', snoozedUntil, 0);
	// What is over by now is not about to be.
	if (expiry !== null && now < expiry) add('closing', expiry, -CLOSING_MS);
	add('closed', expiry, 0);
	const isWaited = status === 'open' || status === 'pending';
	const { waitingSince: since, unownedSince } = standing;
	const heardSince = Math.max(since ?? 0, told.awake ?? 0);
	if (isWaited) add('unanswered', since, rules.unansweredMs, heardSince);
	if (status === 'open') add('unassigned', unownedSince, rules.unassignedMs);
	return dues.sort((one, other) => one.at - other.at);
}

/** Whether what was due at a time is told late. */
export function isLate(at: number, now: number): boolean {
	return now - at > LATE_MS;
}
