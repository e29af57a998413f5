import type { Selectable } from 'kysely';
import type { Agent } from '../../domain/team/agent.ts';
import { isInScope, scopeOf, type Seen } from '../../domain/team/agent-scope.ts';
import type { OwnedConversation, Refusal } from '../../ports/store/owners.ts';
import { findAgent } from './agents.ts';
import { part, readParts } from '../log/parts.ts';
import { presentId } from '../people/people.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';

/** A conversation whose owner is about to change, its number held. */
export interface Held {
	readonly row: Selectable<ConversationTable>;
	readonly seen: Seen;
	/** In whose name; `null` for the workflow. */
	readonly acting: Agent | null;
}

/** Which conversation, and in whose name. */
export interface Wanted {
	readonly workspaceId: string;
	readonly conversationId: string;
	/** `null` for the workflow, which may see all. */
	readonly actingAgent: string | null;
}

/**
 * Holds the number of a conversation until the end of the transaction, and reads it in somebody's
 * name. A merged one is the one that took it in; whoever was erased has none any more.
 */
export async function holdConversation(tx: Tx, wanted: Wanted): Promise<Held | Refusal> {
	const { workspaceId, conversationId, actingAgent } = wanted;
	const row = await hold(tx, workspaceId, conversationId);
	if (row === undefined) return { kind: 'unknownConversation' };
	const { number_group: numberGroup } = await tx.db
		.selectFrom('number')
		.select('number_group')
		.where('id', '=', row.number_id)
		.executeTakeFirstOrThrow();
	const labels = JSON.parse(row.labels_json) as string[];
	const seen = { numberId: row.number_id, numberGroup, labels };
	if (actingAgent === null) return { row, seen, acting: null };
	const acting = await findAgent(tx, workspaceId, actingAgent);
	if (acting === null) return { kind: 'unknownAgent', email: actingAgent };
	// What they may not see is answered like what is not there.
	if (!isInScope(scopeOf(acting), seen)) return { kind: 'unknownConversation' };
	return { row, seen, acting };
}

async function hold(
	tx: Tx,
	workspaceId: string,
	conversationId: string,
): Promise<Selectable<ConversationTable> | undefined> {
	const asked = await tx.db
		.selectFrom('conversation')
		.select('number_id')
		.where('id', '=', conversationId)
		.where('workspace_id', '=', workspaceId)
		.executeTakeFirst();
	if (asked === undefined) return undefined;
	await tx.locks.number(asked.number_id);
	// Only now: until the number was ours, it could be merged.
	const id = await presentId(tx, 'conversation', conversationId);
	return await tx.db
		.selectFrom('conversation')
		.innerJoin('contact', 'contact.id', 'conversation.contact_id')
		.selectAll('conversation')
		.where('conversation.id', '=', id)
		.where('contact.erased_at', 'is', null)
		.executeTakeFirst();
}

/** Whose a conversation is after what this transaction has done. */
export async function ownedOf(tx: Tx, { id }: { readonly id: string }): Promise<OwnedConversation> {
	const row = await tx.db
		.selectFrom('conversation')
		.select(['workspace_id', 'number_id', 'contact_id', 'owner', 'owner_version', 'team'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const parts = await readParts(tx, [{ ...row, conversation_id: id }]);
	const { owner: email } = row;
	const agent = email === null ? null : await findAgent(tx, row.workspace_id, email);
	return {
		owner: { email, name: agent?.name ?? null, version: row.owner_version },
		team: row.team,
		conversation: part(parts.conversations, id),
		contact: part(parts.contacts, row.contact_id),
		number: part(parts.numbers, row.number_id),
	};
}
