import type { Agent } from './agent.ts';
import { may } from './permissions.ts';

/** What somebody may see; `null` for no limit of that kind. Both must hold. */
export interface AgentScope {
	/** Ids or groups of numbers. */
	readonly numbers: readonly string[] | null;
	/** A conversation must have one of them. */
	readonly labels: readonly string[] | null;
}

/** What somebody may see to whom nothing is closed. */
export const SEES_ALL: AgentScope = { numbers: null, labels: null };

/** Nothing at all. */
const SEES_NOTHING: AgentScope = { numbers: [], labels: [] };

/**
 * What an agent may see. Managers and owners see all; a limited agent whose limits nobody has set
 * sees nothing.
 */
export function scopeOf(agent: Pick<Agent, 'role' | 'numberScope' | 'labelScope'>): AgentScope {
	if (may(agent.role, 'seeAll')) return SEES_ALL;
	const { role, numberScope: numbers, labelScope: labels } = agent;
	if (role === 'limitedAgent' && numbers === null && labels === null) return SEES_NOTHING;
	return { numbers, labels };
}

/** What of a conversation says who may see it. */
export interface Seen {
	readonly numberId: string;
	readonly numberGroup: string | null;
	readonly labels: readonly string[];
}

/** Whether a conversation is one that may be seen. Labels are compared in any case. */
export function isInScope({ numbers, labels }: AgentScope, seen: Seen): boolean {
	const isOfNumber =
		numbers === null ||
		numbers.includes(seen.numberId) ||
		(seen.numberGroup !== null && numbers.includes(seen.numberGroup));
	if (!isOfNumber) return false;
	if (labels === null) return true;
	const has = new Set(seen.labels.map(plainLabel));
	return labels.some((label) => has.has(plainLabel(label)));
}

/** A label as it is compared. */
export function plainLabel(label: string): string {
	return label.trim().toLowerCase();
}
