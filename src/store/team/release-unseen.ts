import { isInScope, type Seen } from '../../domain/team/agent-scope.ts';
import { findAgent, listAgents } from './agents.ts';
import type { Change, ConversationRow } from '../desk/conversation-events.ts';
import type { NewEvent } from '../log/events.ts';
import type { Tx } from '../schema.ts';
import { setOwner } from './set-owner.ts';
import { keepsOf, takeAway } from './take-away.ts';

/**
 * Takes a conversation that is held from an owner who may not see it any more.
 *
 * @param seen what says who may see it, as it is by now
 * @returns the event; `null` if it stays whose it is
 */
export async function releaseUnseen(
	tx: Tx,
	row: ConversationRow,
	seen: Seen,
	{ cause = null, now }: Change,
): Promise<NewEvent | null> {
	const owner = row.owner === null ? null : await findAgent(tx, row.workspace_id, row.owner);
	if (owner === null) return null;
	const keeps = keepsOf(owner);
	if (keeps !== null && isInScope(keeps, seen)) return null;
	return await setOwner(tx, row, { to: null, by: 'workflow', how: 'unable', cause, now });
}

/**
 * The same for all conversations of a number, after it came to another group. The caller holds the
 * number.
 */
export async function releaseUnseenOf(
	tx: Tx,
	{
		workspaceId,
		numberId,
		now,
	}: Readonly<Record<'workspaceId' | 'numberId', string>> & Pick<Change, 'now'>,
): Promise<void> {
	const given = { workspaceId, numberId, heir: null, team: null, cause: null, now };
	for (const agent of await listAgents(tx, { workspaceId })) {
		const keeps = keepsOf(agent);
		// Whoever sees all numbers sees this one whatever its group is.
		if (keeps !== null && keeps.numbers === null) continue;
		await takeAway(tx, { ...given, how: 'unable', email: agent.email, keeps });
	}
}
