import type { Selectable } from 'kysely';
import { NEW_AGENT, type Agent, type AgentChange, type Availability } from '../domain/agent.ts';
import type { Role } from '../domain/permissions.ts';
import type { OwnerOperations } from '../ports/store-owners.ts';
import type { AgentTable } from './schema-owners.ts';
import type { Tx } from './schema.ts';

/** What is kept as JSON. */
type Profile = Omit<Agent, 'email' | 'name' | 'role' | 'availability'>;

/** A member of the team from their row. */
export function agentOf(row: Selectable<AgentTable>): Agent {
	return {
		...NEW_AGENT,
		...(JSON.parse(row.profile_json) as Partial<Profile>),
		email: row.email,
		name: row.name,
		role: row.role as Role,
		availability: row.availability as Availability,
	};
}

/** A member of the team. `null` if there is none with this email, written as it may be. */
export async function findAgent(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	email: string,
): Promise<Agent | null> {
	const row = await db
		.selectFrom('agent')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('email', '=', email.trim().toLowerCase())
		.executeTakeFirst();
	return row === undefined ? null : agentOf(row);
}

/** See `OwnerOperations.listAgents`. */
export async function listAgents(
	{ db }: Pick<Tx, 'db'>,
	{ workspaceId }: Parameters<OwnerOperations['listAgents']>[0],
): Promise<readonly Agent[]> {
	const rows = await db
		.selectFrom('agent')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('email')
		.execute();
	return rows.map(agentOf);
}

/** See `OwnerOperations.saveAgent`. */
export async function saveAgent(
	tx: Tx,
	{ workspaceId, email, change, now }: Parameters<OwnerOperations['saveAgent']>[0],
): Promise<{ readonly agent: Agent; readonly isNew: boolean }> {
	// Two that change different things of one agent at once: neither may be lost.
	await tx.locks.workspace(workspaceId);
	const known = await findAgent(tx, workspaceId, email);
	const agent = changed(known ?? { ...NEW_AGENT, email, name: email }, change);
	const { name, role, availability, email: id, ...profile } = agent;
	const said = {
		name,
		role,
		availability,
		profile_json: JSON.stringify(profile satisfies Profile),
		updated_at: now,
	};
	await tx.db
		.insertInto('agent')
		.values({ workspace_id: workspaceId, email: id, ...said, turn: 0, created_at: now })
		.onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doUpdateSet(said))
		.execute();
	return { agent, isNew: known === null };
}

function changed(agent: Agent, change: AgentChange): Agent {
	const given = Object.entries(change).filter(([, value]) => value !== undefined);
	return { ...agent, ...Object.fromEntries(given) };
}
