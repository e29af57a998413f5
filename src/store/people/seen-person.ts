import type { Recipient } from '../../ports/store.ts';
import { isSeen, readScope } from '../team/agent-scope.ts';
import { presentId } from './people.ts';
import { findPerson } from './person.ts';
import type { Tx } from '../schema.ts';
import type { AgentScope } from '../../domain/team/agent-scope.ts';

/** Whom somebody means, and in whose name. */
export interface WhomAnAgentMeans {
	readonly workspaceId: string;
	readonly who: Recipient;
	/** An email; absent or `null` for the workflow, which sees all. */
	readonly actingAgent?: string | null;
}

/** A contact, and what is seen of it. */
export interface SeenPerson {
	readonly id: string;
	readonly scope: AgentScope;
}

/**
 * The living contact that somebody means, if the acting agent may see it: a conversation of it, and
 * the very one that names it. Whoever sees all sees also contacts that have none.
 *
 * @returns `null` if there is none for them
 */
export async function findSeen(tx: Tx, asked: WhomAnAgentMeans): Promise<SeenPerson | null> {
	const { workspaceId, who, actingAgent = null } = asked;
	const scope = await readScope(tx, workspaceId, actingAgent);
	const id = scope === null ? null : await findPerson(tx, workspaceId, who);
	if (id === null || scope === null) return null;
	const living = await tx.db
		.selectFrom('contact')
		.select('id')
		.where('id', '=', id)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	if (living === undefined) return null;
	if (!isBounded(scope)) return { id, scope };
	let query = tx.db
		.selectFrom('conversation')
		.select('conversation.id')
		.where('conversation.contact_id', '=', id)
		.where('conversation.merged_into', 'is', null)
		.where((eb) => isSeen(eb, scope))
		.limit(1);
	if (who.kind === 'conversation') {
		const named = await presentId(tx, 'conversation', who.conversationId);
		query = query.where('conversation.id', '=', named);
	}
	return (await query.executeTakeFirst()) === undefined ? null : { id, scope };
}

/** Whether there is anything that may not be seen. */
export function isBounded({ numbers, labels }: AgentScope): boolean {
	return numbers !== null || labels !== null;
}
