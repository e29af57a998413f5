import type { Erased, StoreOperations } from '../../ports/store.ts';
import { eraseDesk } from './erase-desk.ts';
import { ERASED, NO_CONTENT } from './erased.ts';
import { eraseLinkedKeys } from '../numbers/linked-traces.ts';
import { lockNumbers } from '../transaction/lock-numbers.ts';
import { findPerson } from '../people/person.ts';
import type { Tx } from '../schema.ts';

/**
 * See `StoreOperations.eraseContact`. The rows of contact and conversations stay, empty: the log
 * and the outbox name them. A message that is being handed over cannot be called back; its row is
 * emptied at once, and whatever is still heard of it is not written down.
 */
export async function eraseContact(
	tx: Tx,
	{ workspaceId, who, now }: Parameters<StoreOperations['eraseContact']>[0],
): Promise<Erased | null> {
	// None of the person's numbers, nor one that they write to for the first time, works meanwhile.
	await lockNumbers(tx, workspaceId);
	await tx.locks.workspace(workspaceId);
	const contactId = await findPerson(tx, workspaceId, who);
	if (contactId === null) return null;
	const contacts = await tx.db
		.selectFrom('contact')
		.select('id')
		.where((eb) => eb.or([eb('id', '=', contactId), eb('merged_into', '=', contactId)]))
		.execute();
	const contactIds = contacts.map(({ id }) => id);
	const conversations = await tx.db
		.selectFrom('conversation')
		.select('id')
		.where('contact_id', 'in', contactIds)
		.execute();
	const conversationIds = conversations.map(({ id }) => id);
	await endDeliveries(tx, { workspaceId, contactIds, now });
	// A run that waits for the person is not told: n8n lets it go on when its time is up.
	await tx.db.deleteFrom('wait').where('conversation_id', 'in', conversationIds).execute();
	const sends = await emptyOutbox(tx, conversationIds, now);
	await emptyLedger(tx, conversationIds);
	await emptyAssignments(tx, conversationIds);
	await eraseLinkedKeys(tx, { workspaceId, contactIds, conversationIds });
	const deleted = await tx.db
		.deleteFrom('message')
		.where('conversation_id', 'in', conversationIds)
		.executeTakeFirst();
	for (const table of ['contact_key', 'contact_link'] as const) {
		await tx.db.deleteFrom(table).where('contact_id', 'in', contactIds).execute();
	}
	await emptyConversations(tx, conversationIds);
	await eraseDesk(tx, conversationIds);
	await tx.db
		.updateTable('contact')
		.set((eb) => ({
			name: null,
			given_name: null,
			language: null,
			time_zone: null,
			...NO_CONSENT,
			erased_at: eb.fn.coalesce('erased_at', eb.val(now)),
		}))
		.where('id', 'in', contactIds)
		.execute();
	return { contactId, messages: Number(deleted.numDeletedRows), ...sends };
}

/** What triggers have still to read of the person starts no run, nor a second one. */
async function endDeliveries(
	{ db }: Tx,
	{
		workspaceId,
		contactIds,
		now,
	}: { workspaceId: string; contactIds: readonly string[]; now: number },
): Promise<void> {
	const cursors = await db
		.selectFrom('cursor')
		.select(['consumer', 'position'])
		.where('workspace_id', '=', workspaceId)
		.execute();
	for (const { consumer, position } of cursors) {
		const events = await db
			.selectFrom('event')
			.select(['id', 'seq'])
			.where('workspace_id', '=', workspaceId)
			.where('seq', '>', position)
			.where('contact_id', 'in', [...contactIds])
			.execute();
		const said = { state: 'settled', at: now };
		for (const { id, seq } of events) {
			await db
				.insertInto('delivery')
				.values({ consumer, event_id: id, seq, attempt: 1, ...said })
				.onConflict((conflict) =>
					conflict.columns(['consumer', 'event_id']).doUpdateSet(said),
				)
				.execute();
		}
	}
}

const NO_CONSENT = {
	marketing: null,
	marketing_source: null,
	marketing_at: null,
	marketing_held_until: null,
};

/** An idempotency key or a step may be made of a name or a phone, a quoted id holds the phone: they go, too. */
async function emptyOutbox(
	{ db }: Tx,
	conversationIds: readonly string[],
	now: number,
): Promise<Pick<Erased, 'cancelled' | 'onTheirWay'>> {
	const ended = (state: 'queued' | 'handing' | 'uncertain', becomes: 'cancelled' | 'uncertain') =>
		db
			.updateTable('outbox')
			.set((eb) => ({
				state: becomes,
				reason: ERASED,
				settled_at: eb.fn.coalesce('settled_at', eb.val(now)),
			}))
			.where('conversation_id', 'in', [...conversationIds])
			.where('state', '=', state)
			.executeTakeFirst();
	const cancelled = await ended('queued', 'cancelled');
	await ended('uncertain', 'uncertain');
	const handing = await ended('handing', 'uncertain');
	await db
		.updateTable('outbox')
		.set({
			content_json: NO_CONTENT,
			fallback_json: null,
			failure_json: null,
			idempotency_key: null,
			reply_to: null,
			conditions_json: null,
			sequence: null,
			step: null,
			body_hash: null,
		})
		.where('conversation_id', 'in', [...conversationIds])
		.execute();
	return {
		cancelled: Number(cancelled.numUpdatedRows),
		onTheirWay: Number(handing.numUpdatedRows),
	};
}

/** That something was sent still counts; what it said is known no more. */
async function emptyLedger({ db }: Tx, conversationIds: readonly string[]): Promise<void> {
	await db
		.updateTable('ledger')
		.set({ body_hash: null })
		.where('conversation_id', 'in', [...conversationIds])
		.execute();
}

/** Who has had a conversation stays known; what they said of the person does not. */
async function emptyAssignments({ db }: Tx, conversationIds: readonly string[]): Promise<void> {
	await db
		.updateTable('assignment')
		.set({ reason: null, handoff_note: null })
		.where('conversation_id', 'in', [...conversationIds])
		.execute();
}

async function emptyConversations({ db }: Tx, ids: readonly string[]): Promise<void> {
	await db
		.updateTable('conversation')
		.set({
			owner: null,
			owned_at: null,
			unowned_since: null,
			team: null,
			labels_json: '[]',
			priority: null,
			waiting_since: null,
			window_expires_at: null,
		})
		.where('id', 'in', [...ids])
		.execute();
}
