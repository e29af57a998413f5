import { NO_CAPS, type Cap, type CapRules } from '../../../../src/domain/caps/caps.ts';
import { DAY_MS } from '../../../../src/domain/settings.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../../src/domain/caps/recipient-pace.ts';
import type { Draft, Limit } from '../../../../src/ports/store.ts';
import { HOUR, NOON } from './builders.ts';
import { idsOf, type Team } from './team.ts';

/** Caps of so many messages an hour, replies as well. */
export function perHour(limit: number): CapRules {
	return { ...NO_CAPS, caps: [capPerHour(limit)] };
}

/** A cap of so many messages an hour. */
export function capPerHour(limit: number): Cap {
	return { name: 'perHour', counts: 'all', limit, windowMs: HOUR };
}

/** A cap of so many messages a day. */
export function capPerDay(limit: number): Cap {
	return { name: 'perDay', counts: 'all', limit, windowMs: DAY_MS };
}

/** The caps of a team's number, as the store says them. */
export async function limitsOf(team: Team, now = NOON): Promise<readonly Limit[] | undefined> {
	const all = await team.store.limits({ numberIds: [team.numberId], now });
	return all[0]?.limits;
}

/** What went when: in ms after a begin. */
export type Timetable = ReadonlyMap<string, number>;

/**
 * Lets the pump's part play: claims one message after the other and settles it as sent, whenever
 * the store says that the next one is due.
 *
 * @param until how far the clock is turned
 * @param looks when it looks in any case, as the real one does every few seconds
 */
export async function pump(
	team: Team,
	from: number,
	until: number,
	looks: readonly number[] = [],
): Promise<Timetable> {
	const went = new Map<string, number>();
	let now = from;
	for (;;) {
		const result = await team.claim({ limit: 1, now });
		for (const id of idsOf(result)) {
			went.set(id, now - NOON);
			await team.sent(id, now);
		}
		if (result.claimed.length > 0) continue;
		const last = now;
		const next = Math.min(result.nextDueAt ?? Infinity, ...looks.filter((at) => at > last));
		if (next > until) return went;
		now = Math.max(next, now);
	}
}

/** What would become of messages, one by one. */
export async function forecastsOf(team: Team, drafts: readonly Draft[], now = NOON) {
	const results = await team.store.preview({
		workspaceId: team.workspaceId,
		numberId: team.numberId,
		drafts,
		pace: CLOUD_RECIPIENT_PACE,
		now,
	});
	return results.map((result) => (result.kind === 'forecast' ? result.forecast : result));
}
