import { afterWork, workedBetween, type Business } from './business-time.ts';
import type { SlaType } from '../item.ts';
import type { WeeklyHours } from './weekly-hours.ts';

/** How soon something is promised, in ms; `null` for not at all. */
export interface SlaTargets {
	readonly first: number | null;
	readonly next: number | null;
	readonly resolution: number | null;
}

/** What is promised to whom. */
export interface SlaPolicy {
	readonly name: string;
	/** JSONata over number, contact and conversation; `null` for every conversation. */
	readonly match: string | null;
	/** By priority; `default` for all that have none of their own. */
	readonly targets: { readonly default: SlaTargets } & Readonly<Record<string, SlaTargets>>;
	/** `null` for around the clock, `number` for those of the number. The zone is the number's. */
	readonly hours: WeeklyHours | 'number' | null;
	/** After how many percent of the time it is warned; `null` for never. */
	readonly warnAt: number | null;
	/** Whether what a workflow sends is an answer, too. */
	readonly automationCounts: boolean;
}

const TYPES: readonly SlaType[] = ['first', 'next', 'resolution'];

/**
 * The clocks of a conversation, from the customer's first message until it is resolved. Rows hold it
 * as JSON: fields are added, not renamed. Times are ms since 1970, UTC.
 */
export interface SlaState {
	/** The policy; `null` until it is found, empty if none holds. */
	readonly policy: string | null;
	/** Since when each clock runs: the first reply, the next one, and the whole. */
	readonly asked: Readonly<Record<SlaType, number | null>>;
	readonly told: Readonly<Partial<Record<SlaType, 'warned' | 'missed'>>>;
	/** When it slept: the clocks stood still. `null` as the end: it sleeps. */
	readonly pauses: readonly (readonly [number, number | null])[];
	readonly isFirstDone: boolean;
	readonly hasMissed: boolean;
	/** When a person answered last. */
	readonly answeredAt: number | null;
}

/**
 * The customer wrote. The next-reply clock starts at the oldest message that nobody answered: a
 * burst does not start it anew.
 */
export function asked(state: SlaState | null, at: number): SlaState {
	if (state === null) {
		return {
			policy: null,
			asked: { first: at, next: null, resolution: at },
			told: {},
			pauses: [],
			isFirstDone: false,
			hasMissed: false,
			answeredAt: null,
		};
	}
	// It came late: somebody has answered since.
	if (state.answeredAt !== null && at <= state.answeredAt) return state;
	const type = state.isFirstDone ? 'next' : 'first';
	const since = state.asked[type];
	if (since !== null && since <= at) return state;
	return { ...state, asked: { ...state.asked, [type]: at } };
}

/**
 * A reply left that counts.
 *
 * @param waitingSince the oldest message of the customer that came after it; `null` for none
 */
export function answered(
	state: SlaState,
	at: number,
	waitingSince: number | null = null,
): SlaState {
	const { first, next, resolution } = state.asked;
	const answeredAt = Math.max(state.answeredAt ?? at, at);
	// What was asked after it is still asked.
	const isEarlier = [first, next].some((since) => since !== null && since > at);
	if (isEarlier) return { ...state, answeredAt };
	// The next one that is asked for is told of anew.
	const told = Object.entries(state.told).filter(([type]) => type !== 'next');
	return {
		...state,
		asked: { first: null, next: waitingSince, resolution },
		told: Object.fromEntries(told),
		isFirstDone: true,
		answeredAt,
	};
}

/** It was put off: the clocks stand still. */
export function paused(state: SlaState, at: number): SlaState {
	if (state.pauses.at(-1)?.[1] === null) return state;
	return { ...state, pauses: [...state.pauses, [at, null]] };
}

/** It is awake: the clocks go on. */
export function resumed(state: SlaState, at: number): SlaState {
	const last = state.pauses.at(-1);
	if (last === undefined || last[1] !== null) return state;
	return { ...state, pauses: [...state.pauses.slice(0, -1), [last[0], at]] };
}

/** Something to tell about a promised time. */
export interface SlaNews {
	readonly kind: 'warning' | 'missed';
	readonly type: SlaType;
	/** When what was promised is, or was, due. */
	readonly dueAt: number;
	/** When this was to be told. */
	readonly at: number;
}

/** What a policy makes of the clocks of a conversation of some priority. */
export interface SlaTerms {
	readonly targets: SlaTargets;
	readonly warnAt: number | null;
	readonly business: Business;
}

/**
 * The terms of a policy for a conversation.
 *
 * @param own zone and hours of the number
 */
export function termsOf(policy: SlaPolicy, priority: string | null, own: Business): SlaTerms {
	const targets = policy.targets[priority ?? 'default'] ?? policy.targets.default;
	return { targets, warnAt: policy.warnAt, business: businessOf(policy, own) };
}

function businessOf({ hours }: SlaPolicy, own: Business): Business {
	if (hours === 'number') return own;
	return { hours: hours === null ? null : [hours], zone: own.zone };
}

/** All that has yet to be told, the earliest first. What is missed by now is no longer warned of. */
export function slaDues(state: SlaState, terms: SlaTerms, now: number): readonly SlaNews[] {
	const news: SlaNews[] = [];
	for (const type of TYPES) {
		const told = state.told[type];
		const dueAt = dueOf(state, terms, type);
		if (dueAt === null || told === 'missed') continue;
		news.push({ kind: 'missed', type, dueAt, at: dueAt });
		const warnAt = terms.warnAt === null ? null : dueOf(state, terms, type, terms.warnAt / 100);
		if (warnAt === null || told !== undefined || dueAt <= now || warnAt >= dueAt) continue;
		news.push({ kind: 'warning', type, dueAt, at: warnAt });
	}
	return news.sort((one, other) => one.at - other.at);
}

/** The clocks after something was told. */
export function afterTelling(state: SlaState, { kind, type }: SlaNews): SlaState {
	const isMissed = kind === 'missed';
	return {
		...state,
		told: { ...state.told, [type]: isMissed ? 'missed' : 'warned' },
		hasMissed: state.hasMissed || isMissed,
	};
}

/**
 * When what was promised is due; `null` if it is not promised, not asked for, or it sleeps.
 *
 * @param share which part of the time, from 0 to 1
 */
export function dueOf(
	state: SlaState,
	{ targets, business }: SlaTerms,
	type: SlaType,
	share = 1,
): number | null {
	const target = targets[type];
	let at = state.asked[type];
	if (target === null || at === null) return null;
	let left = target * share;
	for (const [from, to] of state.pauses) {
		if (to !== null && to <= at) continue;
		const worked = from <= at ? 0 : workedBetween(at, from, business);
		if (worked >= left && from > at) return afterWork(at, left, business);
		if (to === null) return null;
		left -= worked;
		at = Math.max(at, to);
	}
	return afterWork(at, left, business);
}
