import { isOfTeam, type Agent } from '../../domain/team/agent.ts';
import { problem } from '../../domain/problem.ts';
import { readTarget, routingInput, type RoutingTarget } from '../../domain/team/routing.ts';
import type { AutoAssign } from '../../ports/store.ts';
import type { Office } from '../office.ts';

/** Who may get a conversation by what the rules of the user say. */
export type Routed = Pick<AutoAssign, 'only' | 'team'>;

/** Where rules are asked. */
export interface RouteOrder {
	readonly workspaceId: string;
	readonly conversationId: string;
	readonly actingAgent: string | null;
	/** Whose members alone may get it, where the rules name no team; `null` for all. */
	readonly team: string | null;
	/** JSONata. */
	readonly rules: string;
	readonly now: number;
}

/**
 * Asks the rules of the user who may get a conversation.
 *
 * @throws TeamError `invalidInput`, `notFound`
 */
export async function route(
	{ store, expressions }: Pick<Office, 'store' | 'expressions'>,
	{ rules, team, now, ...conversation }: RouteOrder,
): Promise<Routed> {
	const facts = await store.routingFacts(conversation);
	// What is not there, or somebody's already, is said by whoever chooses.
	if (facts === null || facts.owner !== null) return { only: 'nobody', team };
	const target = readTarget(await expressions.evaluate(rules, routingInput(facts, now)));
	if (target === null) return { only: 'nobody', team };
	const { workspaceId } = conversation;
	return { team, ...whom(target, await store.listAgents({ workspaceId })) };
}

function whom(
	target: RoutingTarget,
	agents: readonly Agent[],
): Partial<Routed> & Pick<Routed, 'only'> {
	if ('agent' in target) return { only: target };
	if ('team' in target) return { only: 'anybody', team: target.team };
	const { name } = target;
	const email = name.toLowerCase();
	if (agents.some((agent) => agent.email === email)) return { only: { agent: email } };
	if (agents.some((agent) => isOfTeam(agent, name))) return { only: 'anybody', team: name };
	throw problem(
		'notFound',
		"The field 'Rules' returned something that is neither the email of an agent nor a team of theirs",
		"Add them with WhatsApp Team Inbox, resource 'Agent', or let the rules return nothing.",
	);
}
