import type { AgentChange } from '../../../../src/domain/team/agent.ts';
import type {
	AutoAssign,
	AutoAssignResult,
	ChangeOwner,
	OwnerAction,
	OwnerResult,
} from '../../../../src/ports/store.ts';
import { NOON } from './builders.ts';
import type { Team } from './team.ts';

/** Three who may have conversations. */
export const ADA = 'ada@example.com';
export const BOB = 'bob@example.com';
export const CY = 'cy@example.com';

/** Makes a member of the team. */
export async function hire(team: Team, email: string, change: AgentChange = {}): Promise<void> {
	const { workspaceId, store } = team;
	await store.saveAgent({ workspaceId, email, change, now: NOON });
}

/** Tries to change an owner; in the workflow's name if nothing is given. */
export async function tryOwner(
	team: Team,
	conversationId: string,
	action: OwnerAction,
	given: Partial<ChangeOwner> = {},
): Promise<OwnerResult> {
	return await team.store.changeOwner({
		workspaceId: team.workspaceId,
		conversationId,
		action,
		actingAgent: null,
		expectedVersion: null,
		reason: null,
		cause: null,
		now: NOON,
		...given,
	});
}

/** Lets a rule choose; round robin among all if nothing is given. */
export async function tryRule(
	team: Team,
	conversationId: string,
	given: Partial<AutoAssign> = {},
): Promise<AutoAssignResult> {
	return await team.store.autoAssign({
		workspaceId: team.workspaceId,
		conversationId,
		strategy: 'roundRobin',
		only: 'anybody',
		team: null,
		onlyOnShift: true,
		mostPerHour: null,
		maxAgeMs: null,
		actingAgent: null,
		cause: null,
		now: NOON,
		...given,
	});
}

/** What a test wants to know of a result: how it went, and whose it is. */
export function fate(result: OwnerResult | AutoAssignResult): unknown {
	if (!('owner' in result)) return result;
	const { kind, owner } = result;
	return [kind, ...('why' in result ? [result.why] : []), owner.email, owner.version];
}
