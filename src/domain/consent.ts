import type { ContactKey } from './address.ts';

/** Whether somebody wants marketing. */
export type Marketing = 'in' | 'out';

/**
 * How that became known: a word that the customer wrote or tapped, Meta's own switch, or a workflow
 * that said so.
 */
export type ConsentSource = 'word' | 'meta' | 'node';

/** What a contact wants. */
export interface Consent {
	/** `unknown` if nothing was ever said: then marketing is not held back. */
	readonly marketing: Marketing | 'unknown';
	readonly source: ConsentSource | null;
	/** When it was said, in ms since 1970, UTC; `null` if never. */
	readonly at: number | null;
}

/** Something that was said about it, by whomever. */
export interface Statement {
	/** `null` takes back what was known. */
	readonly marketing: Marketing | null;
	readonly source: ConsentSource;
	/** When it was said, in ms since 1970, UTC. */
	readonly at: number;
}

/** A wish that Meta tells: whether the customer has switched marketing of this business off. */
export interface Preference {
	readonly marketing: Marketing;
	/** When it was switched, in ms since 1970, UTC; whole seconds. */
	readonly at: number;
}

/** Who has switched it. */
export interface ContactPreference extends Preference {
	/** Addresses of the customer, the most certain first. At least one. */
	readonly contact: readonly ContactKey[];
}

const SECOND_MS = 1_000;

/**
 * Whether something newer was said already. Webhooks come late and in any order: what was said last
 * holds, and of two statements of one second (Meta's times have no more) the one that came last.
 *
 * @param knownAt when the last was said; `null` if nothing was
 */
export function isOutdated(saidAt: number, knownAt: number | null): boolean {
	return knownAt !== null && Math.floor(saidAt / SECOND_MS) < Math.floor(knownAt / SECOND_MS);
}
