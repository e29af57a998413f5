import { isOfTeam, isSameTeam } from '../../domain/team/agent.ts';
import { isInScope, scopeOf } from '../../domain/team/agent-scope.ts';
import { choose, type Candidate } from '../../domain/team/assignment.ts';
import { may } from '../../domain/team/permissions.ts';
import { HOUR_MS } from '../../domain/window.ts';
import type { AutoAssign, AutoAssignResult, NobodyReason } from '../../ports/store/owners.ts';
import { agentOf, findAgent, listAgents } from './agents.ts';
import { appendEvents } from '../log/events.ts';
import { holdConversation, ownedOf, type Held } from './owned-conversation.ts';
import { mergedWith } from '../people/merged-with.ts';
import type { Tx } from '../schema.ts';
import { setOwner } from './set-owner.ts';

/**
 * See `OwnerOperations.autoAssign`. What everybody has is counted while the log of the workspace is
 * held: whoever changes an owner writes to it, so that nobody is given anything meanwhile.
 */
export async function autoAssign(tx: Tx, input: AutoAssign): Promise<AutoAssignResult> {
	const { workspaceId, now } = input;
	const held = await holdConversation(tx, input);
	if ('kind' in held) return held;
	const { row, acting } = held;
	if (acting !== null && !may(acting.role, 'assignOthers')) {
		return { kind: 'notAllowed', why: 'role', email: acting.email };
	}
	const named = typeof input.only === 'string' ? null : input.only.agent;
	if (named !== null && (await findAgent(tx, workspaceId, named)) === null) {
		return { kind: 'unknownAgent', email: named };
	}
	if (row.owner !== null) return { kind: 'lost', why: 'owned', ...(await ownedOf(tx, row)) };
	const team = input.team === null ? row.team : await spelled(tx, workspaceId, input.team);
	const nobody = async (why: NobodyReason): Promise<AutoAssignResult> => {
		await setTeam(tx, row.id, team);
		return { kind: 'nobody', why, ...(await ownedOf(tx, row)) };
	};
	const waitsSince = row.waiting_since ?? row.last_inbound_at ?? row.created_at;
	if (input.maxAgeMs !== null && waitsSince < now - input.maxAgeMs) return await nobody('tooOld');
	if (input.only === 'nobody') return await nobody('noRule');
	await tx.locks.workspace(workspaceId);
	const candidates = await readCandidates(tx, held, input);
	const lastOwner = await lastOwnerOf(tx, row);
	const bounds = { ...input, numberId: row.number_id };
	const chosen = choose(candidates, bounds, { ...input, lastOwner });
	if (chosen.kind === 'nobody') return await nobody(chosen.why);
	await setTeam(tx, row.id, team);
	await takeTurn(tx, workspaceId, chosen.agent.email);
	const { email: to } = chosen.agent;
	const { cause } = input;
	const event = await setOwner(tx, row, { to, by: 'policy', how: 'autoAssign', cause, now });
	const owned = await ownedOf(tx, row);
	if (event === null) return { kind: 'lost', why: 'version', ...owned };
	await appendEvents(tx, workspaceId, [event], now);
	return { kind: 'won', hasChanged: true, ...owned };
}

/** Those who can have the conversation, and what they have already. */
async function readCandidates(
	{ db }: Tx,
	{ row, seen }: Held,
	{ workspaceId, only, team, now }: AutoAssign,
): Promise<readonly Candidate[]> {
	const rows = await db
		.selectFrom('agent')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('left_at', 'is', null)
		.execute();
	const known = rows.map((found) => ({ agent: agentOf(found), turn: found.turn }));
	const able = known.filter(
		({ agent }) =>
			(typeof only === 'string' || agent.email === only.agent.trim().toLowerCase()) &&
			(team === null || isOfTeam(agent, team)) &&
			may(agent.role, 'send') &&
			isInScope(scopeOf(agent), seen),
	);
	if (able.length === 0) return [];
	const emails = able.map(({ agent }) => agent.email);
	const open = await db
		.selectFrom('conversation')
		.select(['owner', 'number_id', (eb) => eb.fn.countAll<number>().as('n')])
		.where('workspace_id', '=', workspaceId)
		.where('owner', 'in', emails)
		.where('status', '=', 'open')
		.where('merged_into', 'is', null)
		.groupBy(['owner', 'number_id'])
		.execute();
	const given = await db
		.selectFrom('assignment')
		.select(['to_agent', (eb) => eb.fn.countAll<number>().as('n')])
		.where('workspace_id', '=', workspaceId)
		.where('to_agent', 'in', emails)
		.where('at', '>', now - HOUR_MS)
		.where('kind', '=', 'autoAssign')
		.groupBy('to_agent')
		.execute();
	return able.map(({ agent, turn }) => {
		const own = open.filter(({ owner }) => owner === agent.email);
		const ofNumber = own.filter(({ number_id: id }) => id === row.number_id);
		return {
			agent,
			turn,
			open: total(own),
			openOfNumber: total(ofNumber),
			lately: total(given.filter(({ to_agent: to }) => to === agent.email)),
		};
	});
}

/** PostgreSQL counts in text. */
function total(rows: readonly { readonly n: number | string }[]): number {
	return rows.reduce((sum, { n }) => sum + Number(n), 0);
}

/** Also of the conversations before it. */
async function lastOwnerOf(tx: Tx, row: Held['row']): Promise<string | null> {
	const last = await tx.db
		.selectFrom('assignment')
		.select('to_agent')
		.where((eb) =>
			eb.or([
				eb('conversation_id', 'in', mergedWith(tx, row.id)),
				eb('conversation_id', 'in', pastOf(tx, row)),
			]),
		)
		.where('to_agent', 'is not', null)
		.orderBy('at', 'desc')
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst();
	return last?.to_agent ?? null;
}

function pastOf({ db }: Tx, row: Held['row']) {
	return db
		.selectFrom('conversation')
		.select('conversation.id')
		.where('conversation.number_id', '=', row.number_id)
		.where('conversation.contact_id', '=', row.contact_id);
}

/** A team as its members write it: it is searched for by this name. */
export async function spelled(tx: Tx, workspaceId: string, team: string): Promise<string> {
	const teams = (await listAgents(tx, { workspaceId })).flatMap((agent) => agent.teams);
	return teams.find((one) => isSameTeam(one, team)) ?? team;
}

async function setTeam({ db }: Tx, conversationId: string, team: string | null): Promise<void> {
	await db.updateTable('conversation').set({ team }).where('id', '=', conversationId).execute();
}

/** From now on everybody else comes before them. */
async function takeTurn({ db }: Tx, workspaceId: string, email: string): Promise<void> {
	const { turn } = await db
		.selectFrom('agent')
		.select((eb) => eb.fn.max('turn').as('turn'))
		.where('workspace_id', '=', workspaceId)
		.executeTakeFirstOrThrow();
	await db
		.updateTable('agent')
		.set({ turn: Number(turn) + 1 })
		.where('workspace_id', '=', workspaceId)
		.where('email', '=', email)
		.execute();
}
