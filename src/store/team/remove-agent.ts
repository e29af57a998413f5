import type { Agent } from '../../domain/team/agent.ts';
import { may } from '../../domain/team/permissions.ts';
import type {
	OwnerOperations,
	Refusal,
	RemoveAgent,
	RemovedAgent,
} from '../../ports/store/owners.ts';
import { findAgent } from './agents.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import { spelled } from './owners-auto.ts';
import type { Tx } from '../schema.ts';
import { takeAway } from './take-away.ts';

/** See `OwnerOperations.removeAgent`. */
export async function removeAgent(
	tx: Tx,
	input: RemoveAgent,
): ReturnType<OwnerOperations['removeAgent']> {
	const { workspaceId, cause, now } = input;
	// Nobody gives them anything meanwhile.
	await lockNumbers(tx, workspaceId);
	await tx.locks.workspace(workspaceId);
	const agent = await findAgent(tx, workspaceId, input.email);
	if (agent === null) return { kind: 'unknownAgent', email: input.email };
	const heir = input.to === null ? null : await findHeir(tx, agent, input.to, workspaceId);
	if (heir !== null && 'kind' in heir) return heir;
	const { email, name } = agent;
	await tx.db
		.updateTable('agent')
		.set({ left_at: now, updated_at: now })
		.where('workspace_id', '=', workspaceId)
		.where('email', '=', email)
		.execute();
	const team = input.team === null ? null : await spelled(tx, workspaceId, input.team);
	const all = { workspaceId, email, numberId: null, keeps: null } as const;
	const order = { ...all, how: 'left', heir, team, cause, now } as const;
	const taken = await takeAway(tx, order);
	return { kind: 'removed', email, name, ...taken, numbers: await leavePhones(tx, order) };
}

async function findHeir(
	tx: Tx,
	{ email }: Agent,
	to: string,
	workspaceId: string,
): Promise<Refusal | Agent> {
	const heir = await findAgent(tx, workspaceId, to);
	// Whoever leaves is nobody to give anything to.
	if (heir === null || heir.email === email) return { kind: 'unknownAgent', email: to };
	if (may(heir.role, 'send')) return heir;
	return { kind: 'notAllowed', why: 'targetRole', email: heir.email };
}

/**
 * The phones of their numbers are the backup owner's from now on: what is answered on them is not
 * theirs any more.
 *
 * @returns the ids of the numbers whose owner they were
 */
async function leavePhones(
	{ db }: Tx,
	{ workspaceId, email, now }: { workspaceId: string; email: string; now: number },
): Promise<RemovedAgent['numbers']> {
	await db
		.updateTable('number')
		.set({ backup_owner: null, updated_at: now })
		.where('workspace_id', '=', workspaceId)
		.where('backup_owner', '=', email)
		.execute();
	const left = await db
		.updateTable('number')
		.set((eb) => ({ owner_agent: eb.ref('backup_owner'), backup_owner: null, updated_at: now }))
		.where('workspace_id', '=', workspaceId)
		.where('owner_agent', '=', email)
		.returning('id')
		.execute();
	return left.map(({ id }) => id).sort();
}
