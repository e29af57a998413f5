import { sql } from 'kysely';
import type { Agent } from '../../domain/team/agent.ts';
import { isInScope, scopeOf, type AgentScope } from '../../domain/team/agent-scope.ts';
import { may } from '../../domain/team/permissions.ts';
import { isSeen } from './agent-scope.ts';
import { appendEvents, type NewEvent } from '../log/events.ts';
import type { Tx } from '../schema.ts';
import { setOwner } from './set-owner.ts';

/** From whom conversations are taken, which, and who gets them. */
export interface TakeAway {
	readonly workspaceId: string;
	readonly email: string;
	/** Of which number; `null` for all of the workspace. */
	readonly numberId: string | null;
	/** What they keep: what is inside it. `null` for nothing. */
	readonly keeps: AgentScope | null;
	readonly how: 'left' | 'unable';
	/** Who gets those that they may see; `null` for nobody. */
	readonly heir: Agent | null;
	/** Whose conversations those that nobody gets are; `null` leaves that as it is. */
	readonly team: string | null;
	readonly cause: string | null;
	readonly now: number;
}

/** Ids of conversations. */
export interface TakenAway {
	readonly released: readonly string[];
	readonly handedOver: readonly string[];
}

/**
 * Takes conversations from somebody who cannot answer them any more, with an event for each that is
 * not resolved. The caller holds the numbers.
 */
export async function takeAway(tx: Tx, order: TakeAway): Promise<TakenAway> {
	const { workspaceId, heir, team, how, cause, now } = order;
	const rows = await lost(tx, order)
		.innerJoin('number', 'number.id', 'conversation.number_id')
		.selectAll('conversation')
		.select('number.number_group')
		.where('conversation.status', '<>', 'resolved')
		.orderBy('conversation.id')
		.execute();
	const events: NewEvent[] = [];
	const [released, handedOver]: [string[], string[]] = [[], []];
	for (const { number_group: numberGroup, ...row } of rows) {
		const labels = JSON.parse(row.labels_json) as string[];
		const seen = { numberId: row.number_id, numberGroup, labels };
		const to = heir !== null && isInScope(scopeOf(heir), seen) ? heir.email : null;
		if (to === null && team !== null) await setTeam(tx, row.id, team);
		const event = await setOwner(tx, row, { to, by: 'workflow', how, cause, now });
		if (event !== null) events.push(event);
		(to === null ? released : handedOver).push(row.id);
	}
	await forgetOwner(tx, order);
	await appendEvents(tx, workspaceId, events, now);
	return { released, handedOver };
}

/** What an agent can have of what they have: what they may see, if they may answer at all. */
export function keepsOf(agent: Agent): AgentScope | null {
	return may(agent.role, 'send') ? scopeOf(agent) : null;
}

function lost({ db }: Tx, { workspaceId, email, numberId, keeps }: TakeAway) {
	const query = db
		.selectFrom('conversation')
		.where('conversation.workspace_id', '=', workspaceId)
		.where('conversation.owner', '=', email)
		.where('conversation.merged_into', 'is', null)
		.$if(numberId !== null, (all) => all.where('conversation.number_id', '=', numberId));
	return keeps === null ? query : query.where((eb) => eb.not(isSeen(eb, keeps)));
}

/**
 * What is resolved waits for nobody, and there may be much of it: it is nobody's from now on without
 * an event. Whoever had it stays in the history.
 */
async function forgetOwner(tx: Tx, order: TakeAway): Promise<void> {
	const { how, now } = order;
	const resolved = lost(tx, order).where('conversation.status', '=', 'resolved');
	await tx.db
		.insertInto('assignment')
		.columns([
			'id',
			'workspace_id',
			'conversation_id',
			'version',
			'from_agent',
			'to_agent',
			'by',
			'kind',
			'reason',
			'handoff_note',
			'at',
		])
		.expression(
			resolved.select([
				sql<string>`conversation.id || ':' || (conversation.owner_version + 1)`.as('id'),
				'conversation.workspace_id',
				'conversation.id as conversation_id',
				sql<number>`conversation.owner_version + 1`.as('version'),
				'conversation.owner as from_agent',
				sql<null>`cast(null as text)`.as('to_agent'),
				sql<string>`cast('workflow' as text)`.as('by'),
				sql<string>`cast(${how} as text)`.as('kind'),
				sql<null>`cast(null as text)`.as('reason'),
				sql<null>`cast(null as text)`.as('handoff_note'),
				sql<number>`cast(${now} as bigint)`.as('at'),
			]),
		)
		.execute();
	await tx.db
		.updateTable('conversation')
		.set((eb) => ({
			owner: null,
			owned_at: null,
			owner_version: eb('owner_version', '+', 1),
		}))
		.where('id', 'in', resolved.select('conversation.id'))
		.execute();
}

async function setTeam({ db }: Tx, conversationId: string, team: string): Promise<void> {
	await db.updateTable('conversation').set({ team }).where('id', '=', conversationId).execute();
}
