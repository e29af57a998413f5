import type { EventType } from '../event.ts';
import type { NumberState } from './number.ts';
import type { NumberFacts } from './number-facts.ts';

/** How long a number may wait for its next step before somebody is told, in ms. */
export const PENDING_TOO_LONG_MS = 12 * 60 * 60_000;

/** A change of a number that workflows are told of. */
export interface NumberNews {
	readonly type: EventType;
	readonly field: 'state' | 'quality';
	readonly from: string | null;
	readonly to: string | null;
}

/** A number of the Cloud API as it was known before, and as it is now. */
export interface NumberLook {
	readonly state: NumberState;
	/** `null` if nobody has looked yet. */
	readonly facts: Pick<NumberFacts, 'quality'> | null;
}

/** Whether a step of the setting up is missing. */
export function isUnfinished(state: NumberState): boolean {
	return (
		state === 'pending' ||
		state === 'code_sent' ||
		state === 'verified' ||
		state === 'reverify_needed'
	);
}

/**
 * The state of a number after a look: Meta knows of no code that is on its way, and tells a number
 * that was never verified from one that has to be verified again only by what it was before.
 */
export function stateAfter(before: NumberState, seen: NumberState): NumberState {
	if (seen !== 'pending') return seen;
	switch (before) {
		case 'code_sent':
			return 'code_sent';
		case 'ready':
		case 'offline':
		case 'restricted':
		case 'reverify_needed':
			return 'reverify_needed';
		default:
			return 'pending';
	}
}

/** What is new of a number. The first look finds how it is, and tells nothing. */
export function newsOfNumber(before: NumberLook, after: NumberLook): readonly NumberNews[] {
	const news: NumberNews[] = [];
	if (before.facts === null) return news;
	const type = eventOf(after.state);
	if (after.state !== before.state && type !== null) {
		news.push({ type, field: 'state', from: before.state, to: after.state });
	}
	const [from, to] = [before.facts.quality, after.facts?.quality ?? null];
	if (to !== null && to !== from) {
		news.push({ type: 'number.quality', field: 'quality', from, to });
	}
	return news;
}

/** The event of a state that a number of the Cloud API comes to; `null` if nobody needs to be told. */
function eventOf(state: NumberState): EventType | null {
	switch (state) {
		case 'ready':
			return 'number.ready';
		case 'offline':
			return 'number.offline';
		case 'restricted':
			return 'number.restricted';
		case 'banned':
			return 'number.banned';
		case 'reverify_needed':
			return 'number.reverify_needed';
		default:
			return null;
	}
}
