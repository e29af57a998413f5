import type { ConditionName } from './conditions.ts';
import type { Failure } from './message.ts';
import { acceptsSends, type NumberMode, type NumberState } from './number/number.ts';
import type { HeldReason, RefusalReason } from './outbox.ts';
import { nextAllowedAt, type RecipientPace } from './caps/recipient-pace.ts';
import { isWindowOpen } from './window.ts';

/** All that decides whether a message may go out. Times are milliseconds since 1970, UTC. */
export interface Standing {
	readonly mode: NumberMode;
	readonly numberState: NumberState;
	/** When free text stops being possible; `null` if no window ever opened. */
	readonly windowExpiresAt: number | null;
	/** Whether it goes outside the window, too: a template, or free text with one to fall back on. Default: no. */
	readonly goesBeyondWindow?: boolean;
	/** The debt of the recipient's pace. */
	readonly paceDebt: number;
	readonly notBefore: number;
	readonly expiresAt: number;
}

/** Why a message waits, and until when as far as is known. */
export interface Held {
	readonly reason: HeldReason;
	readonly until: number | null;
}

/** Why a message will never go out; `null` if nothing speaks against it at this time. */
export function refusalOf(
	standing: Pick<Standing, 'mode' | 'windowExpiresAt' | 'goesBeyondWindow' | 'expiresAt'>,
	now: number,
): RefusalReason | null {
	if (standing.expiresAt <= now) return 'expired';
	if (standing.mode !== 'cloud' || standing.goesBeyondWindow === true) return null;
	return isWindowOpen(standing.windowExpiresAt, now) ? null : 'windowClosed';
}

/** What keeps a message back at this time; `null` if it may go at once. */
export function heldBy(
	{ numberState, notBefore, paceDebt }: Pick<Standing, 'numberState' | 'notBefore' | 'paceDebt'>,
	pace: RecipientPace,
	now: number,
): Held | null {
	if (numberState === 'paused') return { reason: 'numberPaused', until: null };
	if (!acceptsSends(numberState)) return { reason: 'numberNotReady', until: null };
	const paced = nextAllowedAt(pace, paceDebt);
	if (notBefore > now && notBefore >= paced) return { reason: 'notBefore', until: notBefore };
	return paced > now ? { reason: 'pacing', until: paced } : null;
}

/** What would become of a message that is put into the outbox now. */
export type Forecast =
	| { readonly verdict: 'sent' }
	| ({ readonly verdict: 'queued' } & Held)
	| {
			readonly verdict: 'refused';
			readonly reason: RefusalReason;
			/** Where there is more to say than the reason. */
			readonly failure?: Failure;
	  }
	| { readonly verdict: 'skipped'; readonly reason: ConditionName };

/**
 * Foretells what the claim will say, if nothing changes until then. What waits is judged by the
 * time at which it can go.
 */
export function forecast(standing: Standing, pace: RecipientPace, now: number): Forecast {
	const held = heldBy(standing, pace, now);
	const reason = refusalOf(standing, Math.max(now, held?.until ?? now));
	if (reason !== null) return { verdict: 'refused', reason };
	return held === null ? { verdict: 'sent' } : { verdict: 'queued', ...held };
}
