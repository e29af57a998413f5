import type { Selectable } from 'kysely';
import { setConversationDue } from './due.ts';
import { OPEN } from '../outbox/outbox-states.ts';
import type { ConversationTable } from '../schema/people.ts';
import type { Tx } from '../schema.ts';

/** What a conversation leaves to the one that comes after it. */
export type Past = Pick<Selectable<ConversationTable>, 'id'>;

/**
 * Begins a new conversation of a number and a contact after one that is resolved. What is about the
 * two of them and not about what they talked about goes with it: the window, the pace, what waits to
 * be sent and who waits for a reply. The caller holds the number.
 *
 * @returns the id of the new one
 */
export async function succeed(tx: Tx, { id: from }: Past, now: number): Promise<string> {
	const { db, newId } = tx;
	const id = newId();
	const past = await db
		.updateTable('conversation')
		.set({ succeeded_at: now })
		.where('id', '=', from)
		.returningAll()
		.executeTakeFirstOrThrow();
	await db
		.insertInto('conversation')
		.values({
			id,
			workspace_id: past.workspace_id,
			number_id: past.number_id,
			contact_id: past.contact_id,
			status: 'open',
			labels_json: '[]',
			window_expires_at: past.window_expires_at,
			told_json: past.told_json,
			opened_at: past.opened_at,
			replied_at: past.replied_at,
			claimed_at: past.claimed_at,
			pace_debt: past.pace_debt,
			created_at: now,
		})
		.execute();
	// The end of the window is told of the new one.
	await setConversationDue(tx, from, null);
	await db
		.updateTable('conversation')
		.set({ window_expires_at: null })
		.where('id', '=', from)
		.execute();
	const here = { conversation_id: id };
	const outbox = db.updateTable('outbox').set(here).where('conversation_id', '=', from);
	await outbox.where('state', 'in', OPEN).execute();
	// What a sequence has sent counts for its next step.
	await outbox.where('sequence', 'is not', null).execute();
	await db.updateTable('ledger').set(here).where('conversation_id', '=', from).execute();
	await db
		.updateTable('wait')
		.set(here)
		.where('conversation_id', '=', from)
		.where('state', '=', 'armed')
		.execute();
	return id;
}
