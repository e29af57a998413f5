import type { Agent } from '../../domain/team/agent.ts';
import { may, type Permission } from '../../domain/team/permissions.ts';
import { problem } from '../../domain/problem.ts';
import type { Office } from '../office.ts';
import { unknownAgent } from './team-problems.ts';

/**
 * The member of the team who acts.
 *
 * @param actingAgent their email, written as it may be; `null` for the workflow itself
 * @returns `null` for the workflow
 * @throws TeamError `notFound` if nobody in the team has this email
 */
export async function knownAgent(
	{ store }: Pick<Office, 'store'>,
	workspaceId: string,
	actingAgent: string | null,
): Promise<Agent | null> {
	if (actingAgent === null) return null;
	const email = actingAgent.trim().toLowerCase();
	const agents = await store.listAgents({ workspaceId });
	const agent = agents.find((one) => one.email === email);
	if (agent === undefined) throw unknownAgent(email);
	return agent;
}

/**
 * Asks whether somebody may do something. The workflow may do all.
 *
 * @param who may, in words
 * @throws TeamError `notAllowed`
 */
export function checkMay(agent: Agent | null, permission: Permission, who: string): void {
	if (agent === null || may(agent.role, permission)) return;
	throw problem('notAllowed', `The role of '${agent.email}' does not allow this`, who);
}
