import type { Cap } from '../caps/caps.ts';
import type { HealthReason, HealthRules, ShareRule } from './health-rules.ts';
import type { Failure } from '../message.ts';

/** What the bad signs came to. Kept with the number. Times in ms since 1970, UTC. */
export interface NumberHealth {
	/** How often its caps were halved when the last bad sign came. */
	readonly halvings: number;
	/** When that was: the number recovers from then on. */
	readonly signAt: number;
	readonly reason: HealthReason;
	/** The code of the failure that was the sign; `null` if it was none. */
	readonly code: number | null;
	/** Before this time no stranger is written to; `null` for no pause. */
	readonly newChatsPausedUntil: number | null;
	/** How many signs of spam came in a row, without the number being well between them. */
	readonly pauses: number;
	/** Caps that it has none of itself, before they are halved. */
	readonly caps: readonly Cap[];
	/** What was handed over before these times was a sign already. */
	readonly countedUntil: { readonly undelivered: number; readonly unanswered: number };
	/** What was told of it last. */
	readonly told: Pick<NumberHealth, 'halvings' | 'newChatsPausedUntil'>;
}

/** A bad sign. */
export interface BadSign {
	readonly reason: HealthReason;
	readonly code: number | null;
	readonly at: number;
}

/** What a failure says of the number that handed the message over; `null` for nothing. */
export function signIn(
	{ spam, unreachable }: HealthRules,
	{ name, code }: Pick<Failure, 'name' | 'code'>,
): 'spam' | 'undelivered' | null {
	if (spam.includes(name) || spam.includes(code)) return 'spam';
	return unreachable.includes(name) || unreachable.includes(code) ? 'undelivered' : null;
}

/**
 * Whether a failure is news. What was on its way when the last sign came belongs to that one, and
 * what is as old as a recovery takes is over.
 */
export function isNews(
	{ recoverMs }: HealthRules,
	health: NumberHealth | null,
	handedAt: number,
	now: number,
): boolean {
	return now - handedAt < recoverMs && (health === null || handedAt > health.signAt);
}

/** Whether a share is a bad sign. */
export function isBad(
	{ atLeast, badFrom }: ShareRule,
	{ bad, all }: { readonly bad: number; readonly all: number },
): boolean {
	return all >= atLeast && bad >= badFrom * all;
}

/**
 * The health after one more bad sign.
 *
 * @param caps what {@link HealthRules.otherwise} comes to; counts only for a number that was well
 */
export function afterSign(
	rules: HealthRules,
	health: NumberHealth | null,
	{ reason, code, at }: BadSign,
	caps: readonly Cap[],
): NumberHealth {
	const before = halvingsAt(rules, health, at);
	const known = isWell(rules, health, at) ? null : health;
	const pauses = (known?.pauses ?? 0) + (reason === 'spam' ? 1 : 0);
	const all = rules.newChatPausesMs;
	const pauseMs = all[Math.min(pauses, all.length) - 1] ?? all[0];
	const paused = known?.newChatsPausedUntil ?? null;
	const countedUntil = health?.countedUntil ?? { undelivered: 0, unanswered: 0 };
	return {
		halvings: Math.min(rules.mostHalvings, before + 1),
		signAt: at,
		reason,
		code,
		newChatsPausedUntil: reason === 'spam' ? Math.max(paused ?? 0, at + pauseMs) : paused,
		pauses,
		caps: known?.caps ?? caps,
		countedUntil: reason === 'spam' ? countedUntil : { ...countedUntil, [reason]: at },
		told: health?.told ?? { halvings: 0, newChatsPausedUntil: null },
	};
}

/** How often the caps are halved at a time. */
export function halvingsAt(
	{ recoverMs }: HealthRules,
	health: NumberHealth | null,
	now: number,
): number {
	if (health === null) return 0;
	const quiet = Math.floor(Math.max(0, now - health.signAt) / recoverMs);
	return Math.max(0, health.halvings - quiet);
}

/** Until when no stranger is written to; `null` if there is no pause at this time. */
export function newChatsPausedUntil(health: NumberHealth | null, now: number): number | null {
	const until = health?.newChatsPausedUntil ?? null;
	return until !== null && until > now ? until : null;
}

/** Whether a number may send what its caps allow. */
export function isWell(rules: HealthRules, health: NumberHealth | null, now: number): boolean {
	return halvingsAt(rules, health, now) === 0 && newChatsPausedUntil(health, now) === null;
}

/** When the caps change by themselves, if nothing bad happens: in order, those after `now`. */
export function recoveryTimes(
	rules: HealthRules,
	health: NumberHealth | null,
	now: number,
): readonly number[] {
	if (health === null) return [];
	const { signAt, halvings } = health;
	const steps = Array.from({ length: halvings }, (_, n) => signAt + (n + 1) * rules.recoverMs);
	return steps.filter((at) => at > now);
}
