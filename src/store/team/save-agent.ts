import { NEW_AGENT, type Agent, type AgentChange } from '../../domain/team/agent.ts';
import type { OwnerOperations } from '../../ports/store/owners.ts';
import { agentNames, findAgent, type AgentProfile } from './agents.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import type { Tx } from '../schema.ts';
import { keepsOf, takeAway } from './take-away.ts';

/** See `OwnerOperations.saveAgent`. */
export async function saveAgent(
	tx: Tx,
	{ workspaceId, email, change, now }: Parameters<OwnerOperations['saveAgent']>[0],
): Promise<{ readonly agent: Agent; readonly isNew: boolean }> {
	const mayBind = ['role', 'numberScope', 'labelScope'].some((name) => name in change);
	if (mayBind) await lockNumbers(tx, workspaceId);
	// Two that change different things of one agent at once: neither may be lost.
	await tx.locks.workspace(workspaceId);
	const known = await findAgent(tx, workspaceId, email);
	const agent = changed(known ?? (await newcomer(tx, workspaceId, email)), change);
	const { name, role, availability, email: id, ...profile } = agent;
	const said = {
		name,
		role,
		availability,
		profile_json: JSON.stringify(profile satisfies AgentProfile),
		left_at: null,
		updated_at: now,
	};
	await tx.db
		.insertInto('agent')
		.values({ workspace_id: workspaceId, email: id, ...said, turn: 0, created_at: now })
		.onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doUpdateSet(said))
		.execute();
	if (mayBind && known !== null) {
		const nobody = { heir: null, team: null, cause: null };
		const of = { workspaceId, email: id, keeps: keepsOf(agent) };
		await takeAway(tx, { ...of, ...nobody, numberId: null, how: 'unable', now });
	}
	return { agent, isNew: known === null };
}

/** Whoever comes back keeps the name alone. */
async function newcomer(tx: Tx, workspaceId: string, email: string): Promise<Agent> {
	const name = (await agentNames(tx, workspaceId)).get(email) ?? email;
	return { ...NEW_AGENT, email, name };
}

function changed(agent: Agent, change: AgentChange): Agent {
	const given = Object.entries(change).filter(([, value]) => value !== undefined);
	return { ...agent, ...Object.fromEntries(given) };
}
