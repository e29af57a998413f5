import { isThere, type Agent } from './agent.ts';

/** Somebody who could be given a conversation, and what they have. */
export interface Candidate {
	readonly agent: Agent;
	/** How many open conversations they have. */
	readonly open: number;
	/** How many of them are of the number of the conversation. */
	readonly openOfNumber: number;
	/** How many rules gave them in the last hour. */
	readonly lately: number;
	/** The higher, the later they were given their last one. */
	readonly turn: number;
}

/** What bounds a choice. */
export interface Bounds {
	readonly numberId: string;
	readonly onlyOnShift: boolean;
	/** `null` for any number. */
	readonly mostPerHour: number | null;
	readonly now: number;
}

/** How one is chosen. */
export interface Choice {
	readonly strategy: 'roundRobin' | 'leastOpen' | 'sticky';
	/** Who had the conversation last; `null` if nobody did. */
	readonly lastOwner: string | null;
}

/** Who is chosen, or why nobody is. */
export type Chosen =
	| { readonly kind: 'agent'; readonly agent: Agent }
	| { readonly kind: 'nobody'; readonly why: 'noAgents' | 'nobodyOnShift' | 'everybodyFull' };

/** Chooses who is given a conversation. */
export function choose(candidates: readonly Candidate[], bounds: Bounds, choice: Choice): Chosen {
	if (candidates.length === 0) return { kind: 'nobody', why: 'noAgents' };
	const there = bounds.onlyOnShift
		? candidates.filter(({ agent }) => isThere(agent, bounds.now))
		: candidates;
	if (there.length === 0) return { kind: 'nobody', why: 'nobodyOnShift' };
	const free = there.filter((candidate) => hasRoom(candidate, bounds));
	const [first] = free.toSorted(orderOf(choice));
	return first === undefined
		? { kind: 'nobody', why: 'everybodyFull' }
		: { kind: 'agent', agent: first.agent };
}

function hasRoom({ agent, open, openOfNumber, lately }: Candidate, bounds: Bounds): boolean {
	if (agent.capacity !== null && open >= agent.capacity) return false;
	if (bounds.mostPerHour !== null && lately >= bounds.mostPerHour) return false;
	return agent.numberCapacities
		.filter(({ number }) => number === bounds.numberId)
		.every(({ most }) => openOfNumber < most);
}

type Order = (one: Candidate, other: Candidate) => number;

/** Whoever comes first is chosen. */
function orderOf({ strategy, lastOwner }: Choice): Order {
	switch (strategy) {
		case 'roundRobin':
			return byTurn;
		case 'leastOpen':
			return (one, other) => one.open - other.open || byTurn(one, other);
		case 'sticky': {
			const isOther = ({ agent }: Candidate): number => (agent.email === lastOwner ? 0 : 1);
			return (one, other) => isOther(one) - isOther(other) || byTurn(one, other);
		}
	}
}

const byTurn: Order = (one, other) =>
	one.turn - other.turn || (one.agent.email < other.agent.email ? -1 : 1);
