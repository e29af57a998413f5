import { durationsOf } from '../../domain/durations.ts';
import type { AgentFigures } from '../../ports/store.ts';
import { agentNames, listAgents } from '../team/agents.ts';
import { firstAnswers } from './report-messages.ts';
import { counts, standingNow, standings, type Counted } from './report-parts.ts';
import type { Tx } from '../schema.ts';

/** What each agent has and did: all of the team, and who else owns something. By email. */
export async function agentFigures(tx: Tx, counted: Counted): Promise<readonly AgentFigures[]> {
	const groups = await standings(tx, counted);
	const sent = await sentBy(tx, counted);
	const answers = await firstAnswers(tx, counted);
	const agents = new Map(
		(await listAgents(tx, counted)).map((agent) => [agent.email, agent] as const),
	);
	const names = await agentNames(tx, counted.workspaceId);
	const owners = groups.flatMap(({ owner }) => owner ?? []);
	const emails = [...new Set([...agents.keys(), ...owners, ...sent.keys()])].sort();
	return emails.map((email): AgentFigures => {
		const now = standingNow(groups.filter(({ owner }) => owner === email));
		const { open, snoozed, waiting, oldestWaitingSince, resolved } = now;
		const own = answers.filter(({ agent }) => agent === email);
		return {
			agent: email,
			name: names.get(email) ?? null,
			availability: agents.get(email)?.availability ?? null,
			open,
			snoozed,
			waiting,
			oldestWaitingSince,
			resolved,
			sent: sent.get(email) ?? 0,
			firstReply: durationsOf(own.flatMap(({ personMs }) => personMs ?? [])),
		};
	});
}

/** How many messages went in whose name. */
async function sentBy({ db }: Tx, counted: Counted): Promise<ReadonlyMap<string, number>> {
	const rows = await db
		.selectFrom('message')
		.innerJoin('outbox', 'outbox.id', 'message.id')
		.innerJoin('conversation', 'conversation.id', 'message.conversation_id')
		.select('outbox.acting_agent as agent')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('message.workspace_id', '=', counted.workspaceId)
		.where('message.sent_at', '>=', counted.from)
		.where('message.sent_at', '<', counted.to)
		.where('message.status', 'in', ['sent', 'delivered', 'read', 'played'])
		.where('outbox.acting_agent', 'is not', null)
		.where((eb) => counts(eb, counted))
		.groupBy('outbox.acting_agent')
		.execute();
	return new Map(rows.map(({ agent, count }) => [agent ?? '', Number(count)]));
}
