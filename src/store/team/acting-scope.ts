import { isInScope, scopeOf } from '../../domain/team/agent-scope.ts';
import { may } from '../../domain/team/permissions.ts';
import type { Draft, UnknownRecipient } from '../../ports/store.ts';
import { findAgent, hasLeft } from './agents.ts';
import type { Tx } from '../schema.ts';
import type { Target } from '../outbox/target.ts';

/**
 * Why a message does not go to somebody in the name of its acting agent: their role does not allow
 * it, or the conversation is outside their numbers or labels. A name that the team does not know is
 * one of another system's, and bound by nothing; whoever has left it writes to nobody.
 *
 * @returns `null` if it may go
 */
export async function whyNotReached(
	tx: Pick<Tx, 'db'>,
	workspaceId: string,
	{ actingAgent = null }: Pick<Draft, 'actingAgent'>,
	target: Target,
): Promise<UnknownRecipient | null> {
	if (actingAgent === null) return null;
	const agent = await findAgent(tx, workspaceId, actingAgent);
	if (agent === null) {
		const isGone = await hasLeft(tx, workspaceId, actingAgent);
		return isGone ? { kind: 'unknownRecipient', what: 'role' } : null;
	}
	const number = await tx.db
		.selectFrom('number')
		.select('number_group')
		.where('id', '=', target.numberId)
		.executeTakeFirst();
	const seen = {
		numberId: target.numberId,
		numberGroup: number?.number_group ?? null,
		labels: await labelsOf(tx, target.conversationId),
	};
	// What they may not see is answered before anything that would tell of it.
	if (!isInScope(scopeOf(agent), seen)) return { kind: 'unknownRecipient', what: 'outside' };
	return may(agent.role, 'send') ? null : { kind: 'unknownRecipient', what: 'role' };
}

/** Those of a conversation that has not begun are none. */
async function labelsOf(
	{ db }: Pick<Tx, 'db'>,
	conversationId: string | null,
): Promise<readonly string[]> {
	if (conversationId === null) return [];
	const row = await db
		.selectFrom('conversation')
		.select('labels_json')
		.where('id', '=', conversationId)
		.executeTakeFirst();
	return row === undefined ? [] : (JSON.parse(row.labels_json) as string[]);
}
