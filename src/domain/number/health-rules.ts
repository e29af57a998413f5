import type { Cap } from '../caps/caps.ts';

/**
 * What was a bad sign: the other side holds the number for a source of spam, many of its messages
 * reach nobody, or few of the strangers it writes to answer. That people block a number is told to
 * nobody: it shows only in these.
 */
export type HealthReason = 'spam' | 'undelivered' | 'unanswered';

/** When a share of what a number did lately is a bad sign. */
export interface ShareRule {
	/** How many of the newest are looked at. */
	readonly newest: number;
	/** Fewer than these say nothing. At least 1. */
	readonly atLeast: number;
	/** How long one is looked at, in ms. */
	readonly withinMs: number;
	/** The share from which it is bad, above 0, at most 1. */
	readonly badFrom: number;
}

/** What bad answers of the other side do to the caps of a number. */
export interface HealthRules {
	/** Names or codes of failures that say that the number is held for a source of spam. */
	readonly spam: readonly (string | number)[];
	/** Names or codes of failures that say that a message reached nobody. */
	readonly unreachable: readonly (string | number)[];
	/** How many of the messages that were handed over reach nobody. */
	readonly undelivered: ShareRule;
	/** How many of the strangers do not answer who had so many ms to do so. */
	readonly unanswered: ShareRule & { readonly patienceMs: number };
	/** How often the caps are halved at the most. */
	readonly mostHalvings: number;
	/** After so many ms without a bad sign one halving is taken back, then the next. */
	readonly recoverMs: number;
	/** How long no stranger is written to after the first, second, … sign of spam in a row, in ms. */
	readonly newChatPausesMs: readonly [number, ...number[]];
	/**
	 * The caps that are halved where a number has none of that name: as much as it had sent when the
	 * first bad sign came, and at least this.
	 */
	readonly otherwise: readonly Cap[];
}
