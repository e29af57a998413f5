import type { HealthReason, HealthRules } from './health-rules.ts';
import {
	halvingsAt,
	isWell,
	newChatsPausedUntil,
	recoveryTimes,
	type NumberHealth,
} from './number-health.ts';

/** What is told of a number: `health` is the share of its caps that it has, as in `1/2`. */
export interface HealthChange {
	readonly field: 'health' | 'newChats';
	readonly from: string | null;
	readonly to: string | null;
	readonly reason: HealthReason | 'recovered';
}

/** The share of its caps that a number has, for a person: `1/4`. */
export function shareInWords(halvings: number): string {
	return halvings === 0 ? '1' : `1/${2 ** halvings}`;
}

/**
 * What is to be told of a number at a time: a bad sign at once, and each step of its recovery.
 *
 * @returns the health with that noted; the same one if there is nothing to tell
 */
export function tellHealth(
	rules: HealthRules,
	health: NumberHealth,
	now: number,
): { readonly health: NumberHealth; readonly changes: readonly HealthChange[] } {
	const { told, reason } = health;
	const halvings = halvingsAt(rules, health, now);
	const until = newChatsPausedUntil(health, now);
	const changes: HealthChange[] = [];
	if (halvings > told.halvings) {
		const [from, to] = [shareInWords(told.halvings), shareInWords(halvings)];
		changes.push({ field: 'health', from, to, reason });
	}
	for (let step = told.halvings; step > halvings; step -= 1) {
		const [from, to] = [shareInWords(step), shareInWords(step - 1)];
		changes.push({ field: 'health', from, to, reason: 'recovered' });
	}
	if (until !== told.newChatsPausedUntil) {
		const [from, to] = [iso(told.newChatsPausedUntil), iso(until)];
		const why = until === null ? 'recovered' : reason;
		changes.push({ field: 'newChats', from, to, reason: why });
	}
	if (changes.length === 0) return { health, changes };
	return { health: { ...health, told: { halvings, newChatsPausedUntil: until } }, changes };
}

function iso(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

/** How a number that is not well stands. Times in ms since 1970, UTC. */
export interface HealthStanding {
	/** The share of its caps that it has: `1/2`; `1` while only new chats are paused. */
	readonly share: string;
	readonly reason: HealthReason;
	readonly code: number | null;
	/** When the last bad sign came. */
	readonly since: number;
	/**
	 * When its caps rise by one step, if no bad sign comes; where they are whole, when new chats are
	 * possible again.
	 */
	readonly recoversAt: number;
	/** When all is as it was then. */
	readonly wellAt: number;
	readonly newChatsPausedUntil: number | null;
}

/** @returns `null` for a number that is well */
export function standingOfHealth(
	rules: HealthRules,
	health: NumberHealth | null,
	now: number,
): HealthStanding | null {
	if (health === null || isWell(rules, health, now)) return null;
	const until = newChatsPausedUntil(health, now);
	const steps = recoveryTimes(rules, health, now);
	const times = until === null ? steps : [...steps, until];
	return {
		share: shareInWords(halvingsAt(rules, health, now)),
		reason: health.reason,
		code: health.code,
		since: health.signAt,
		recoversAt: steps[0] ?? Math.max(...times),
		wellAt: Math.max(...times),
		newChatsPausedUntil: until,
	};
}
