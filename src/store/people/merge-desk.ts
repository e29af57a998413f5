import { mergedStatus } from '../../domain/desk/conversation-state.ts';
import { labelsAfter, mirrorLabels } from '../desk/conversation-labels.ts';
import type { ConversationRow } from '../desk/conversation-events.ts';
import { columnsOf, statusOf } from '../desk/conversation-state.ts';
import { setConversationDue, setDue } from '../desk/due.ts';
import type { Tx } from '../schema.ts';

/** Notes and labels of a conversation go with it to the one that takes it in. */
export async function moveDesk(
	tx: Tx,
	moved: ConversationRow,
	own: ConversationRow,
	now: number,
): Promise<void> {
	const { db } = tx;
	await db
		.updateTable('note')
		.set({ conversation_id: own.id })
		.where('conversation_id', '=', moved.id)
		.execute();
	await db.deleteFrom('conversation_label').where('conversation_id', '=', moved.id).execute();
	await mirrorLabels(tx, own, { added: bothLabels(own, moved).added, removed: [] }, now);
	await setConversationDue(tx, moved.id, null);
	await setDue(tx, 'sla', moved.id, null);
	// What becomes due is looked at anew.
	await setDue(tx, 'conversation', own.id, now);
}

/** What of both the one conversation keeps. */
export function deskOfBoth(own: ConversationRow, moved: ConversationRow, now: number) {
	const isMovedNewer = (moved.answered_at ?? 0) > (own.answered_at ?? 0);
	const { answered_by, answered_at } = isMovedNewer ? moved : own;
	return {
		...columnsOf(mergedStatus(statusOf(own), statusOf(moved))),
		labels_json: JSON.stringify(bothLabels(own, moved).labels),
		answered_by,
		answered_at,
		sla_json: own.sla_json ?? moved.sla_json,
		due_at: now,
	};
}

function bothLabels(own: ConversationRow, moved: ConversationRow) {
	const add = JSON.parse(moved.labels_json) as string[];
	return labelsAfter(JSON.parse(own.labels_json) as string[], { add, remove: [] });
}
