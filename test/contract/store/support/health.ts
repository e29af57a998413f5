import { NO_CAPS, type Cap, type CapRules } from '../../../../src/domain/caps/caps.ts';
import type { HealthRules } from '../../../../src/domain/number/health-rules.ts';
import type { Failure } from '../../../../src/domain/message.ts';
import type { Draft } from '../../../../src/ports/store.ts';
import { draft, HOUR, NOON, unique } from './builders.ts';
import { idsOf, type Team } from './team.ts';

const DAY = 24 * HOUR;

/** What bad signs do, in figures small enough for a test. */
export const HEALTH: HealthRules = {
	spam: ['spamRateLimit'],
	unreachable: ['notOnWhatsApp'],
	undelivered: { newest: 6, atLeast: 4, withinMs: DAY, badFrom: 0.5 },
	unanswered: { newest: 6, atLeast: 4, withinMs: 7 * DAY, badFrom: 0.75, patienceMs: DAY },
	mostHalvings: 3,
	recoverMs: DAY,
	newChatPausesMs: [2 * HOUR, 5 * HOUR],
	otherwise: [{ name: 'perHour', counts: 'starts', limit: 4, windowMs: HOUR }],
};

/** Caps that bad signs lower. */
export function withHealth(...caps: readonly Cap[]): CapRules {
	return { ...NO_CAPS, caps, health: HEALTH };
}

/** A cap of so many messages an hour that are no replies. */
export function startsPerHour(limit: number): Cap {
	return { name: 'perHour', counts: 'starts', limit, windowMs: HOUR };
}

/** Meta holds the number for a source of spam. */
export const SPAM: Failure = {
	name: 'spamRateLimit',
	code: 131048,
	message: 'Meta limits this number.',
	advice: 'Write less.',
};

/** The message reached nobody. */
export const NOBODY: Failure = {
	name: 'notOnWhatsApp',
	code: 131026,
	message: 'Not on WhatsApp.',
	advice: 'Check the number.',
};

/** A campaign message with a text of its own, to somebody who is written to by this phone. */
export function offer(phone: string, given: Partial<Draft> = {}): Draft {
	return draft({
		recipient: { kind: 'phone', phone },
		content: { type: 'text', text: unique('Offer'), linkPreview: false },
		category: 'marketing',
		expiresAt: NOON + 9 * DAY,
		...given,
	});
}

let people = 0;

/** The phone of somebody whom no test has written to. */
export function stranger(): string {
	people += 1;
	return `+4916${String(people).padStart(8, '0')}`;
}

/** Claims one message and lets it end like this. @returns whether it was this one that was claimed */
export async function goes(
	team: Team,
	id: string,
	now: number,
	failure: Failure | null = null,
): Promise<boolean> {
	const claimed = idsOf(await team.claim({ limit: 1, now }));
	if (!claimed.includes(id)) return false;
	if (failure === null) await team.sent(id, now);
	else await team.settle(id, { kind: 'failed', failure }, { now });
	return true;
}

/** Writes to somebody of its own accord. @returns whether it went at once */
export async function writesTo(
	team: Team,
	phone: string,
	now: number,
	failure: Failure | null = null,
): Promise<boolean> {
	const id = await team.queue(offer(phone), now);
	const went = await goes(team, id, now, failure);
	if (!went) await team.store.cancel({ outboxIds: [id], refusal: null, now });
	return went;
}

/** What is told of the number: field, from, to and reason. */
export async function qualityOf(team: Team): Promise<readonly (readonly unknown[])[]> {
	const { entries } = await team.readFeed({ types: ['number.quality'] });
	return entries.map(({ item }) => {
		const { field, from, to, reason } = item.change ?? {};
		return [field, from, to, reason];
	});
}
