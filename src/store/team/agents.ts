import type { Selectable } from 'kysely';
import { NEW_AGENT, type Agent, type Availability } from '../../domain/team/agent.ts';
import type { Role } from '../../domain/team/permissions.ts';
import type { OwnerOperations } from '../../ports/store/owners.ts';
import type { AgentTable } from '../schema/owners.ts';
import type { Tx } from '../schema.ts';

/** What of an agent is kept as JSON. */
export type AgentProfile = Omit<Agent, 'email' | 'name' | 'role' | 'availability'>;

/** A member of the team from their row. */
export function agentOf(row: Selectable<AgentTable>): Agent {
	return {
		...NEW_AGENT,
		...(JSON.parse(row.profile_json) as Partial<AgentProfile>),
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
		.where('left_at', 'is', null)
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
		.where('left_at', 'is', null)
		.orderBy('email')
		.execute();
	return rows.map(agentOf);
}

/** The names of all who are or were in the team, by their email. */
export async function agentNames(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
): Promise<ReadonlyMap<string, string>> {
	const rows = await db
		.selectFrom('agent')
		.select(['email', 'name'])
		.where('workspace_id', '=', workspaceId)
		.execute();
	return new Map(rows.map(({ email, name }) => [email, name]));
}

/** Whether somebody was in the team, and has left it. */
export async function hasLeft(
	{ db }: Pick<Tx, 'db'>,
	workspaceId: string,
	email: string,
): Promise<boolean> {
	const row = await db
		.selectFrom('agent')
		.select('email')
		.where('workspace_id', '=', workspaceId)
		.where('email', '=', email.trim().toLowerCase())
		.where('left_at', 'is not', null)
		.executeTakeFirst();
	return row !== undefined;
}
