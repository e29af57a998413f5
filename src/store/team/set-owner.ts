import type { Selectable } from 'kysely';
import type { Origin } from '../../domain/message.ts';
import { ownerEvent, type OwnerActor, type OwnerReason } from '../../domain/team/owner.ts';
import { setConversationDue } from '../desk/due.ts';
import type { NewEvent } from '../log/events.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';

/** What a change of the owner needs to know of a conversation. */
export type OwnedRow = Pick<
	Selectable<ConversationTable>,
	| 'id'
	| 'workspace_id'
	| 'number_id'
	| 'contact_id'
	| 'owner'
	| 'owner_version'
	| 'status'
	| 'first_inbound_at'
>;

/** A change of the owner. */
export interface NewOwner {
	/** An agent; `null` for nobody. */
	readonly to: string | null;
	/** An agent, or who did it that is none. */
	readonly by: OwnerActor | (string & {});
	readonly how: OwnerReason;
	/** What a person gave as the reason. */
	readonly reason?: string | null;
	readonly handoffNote?: string | null;
	readonly cause?: string | null;
	readonly now: number;
}

/**
 * Changes the owner of a conversation: the one place where that is done. The caller holds the number
 * of the conversation, and appends the event last.
 *
 * @param row as it was read in this transaction
 * @returns the event; `null` if another version is there by now, and nothing was changed
 */
export async function setOwner(
	tx: Tx,
	row: OwnedRow,
	{ to, by, how, reason = null, handoffNote = null, cause = null, now }: NewOwner,
): Promise<NewEvent | null> {
	const { db, newId } = tx;
	const version = row.owner_version + 1;
	// A conversation in which no customer wrote waits for nobody.
	const isUnowned = to === null && row.status === 'open' && row.first_inbound_at !== null;
	const changed = await db
		.updateTable('conversation')
		.set({
			owner: to,
			owner_version: version,
			owned_at: to === null ? null : now,
			unowned_since: isUnowned ? now : null,
		})
		.where('id', '=', row.id)
		.where('owner_version', '=', row.owner_version)
		.returning('id')
		.executeTakeFirst();
	if (changed === undefined) return null;
	// It has a time from which it is nobody's: it is looked at once, and its next time is set.
	if (isUnowned) await setConversationDue(tx, row.id, now);
	await db
		.insertInto('assignment')
		.values({
			id: newId(),
			workspace_id: row.workspace_id,
			conversation_id: row.id,
			version,
			from_agent: row.owner,
			to_agent: to,
			by,
			kind: how,
			reason,
			handoff_note: handoffNote,
			at: now,
		})
		.execute();
	return {
		type: ownerEvent(row.owner, to),
		actor: actorOf(by),
		numberId: row.number_id,
		conversationId: row.id,
		contactId: row.contact_id,
		messageId: '',
		data: { from: row.owner, to, by, reason: how, version },
		cause,
	};
}

function actorOf(by: string): Origin {
	switch (by) {
		case 'workflow':
		case 'policy':
			return 'automation';
		case 'crm':
			return 'api';
		case 'phone':
			return 'phone';
		default:
			return 'agent';
	}
}
