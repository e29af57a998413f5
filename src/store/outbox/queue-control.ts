import type { Category } from '../../domain/outbox.ts';
import type { CancelledQueue, ListQueue, QueuedMessage, QueueFilter } from '../../ports/store.ts';
import { outcomes } from './outcomes.ts';
import { part } from '../log/parts.ts';
import { findPerson } from '../people/person.ts';
import type { Tx } from '../schema.ts';

/** See `StoreOperations.listQueue`. */
export async function listQueue(tx: Tx, input: ListQueue): Promise<readonly QueuedMessage[]> {
	const query = await queued(tx, input);
	const rows = await query
		.select(['category', 'sequence', 'step', 'expires_at', 'created_at'])
		.orderBy('priority')
		.orderBy('not_before')
		.orderBy('id')
		.limit(input.limit)
		.execute();
	const { now, pace } = input;
	const all = await outcomes(tx, { outboxIds: rows.map(({ id }) => id), now, pace });
	const byId = new Map(all.map((outcome) => [outcome.outboxId, outcome]));
	return rows.map((row) => {
		const { contact, conversation, reason, until } = part(byId, row.id);
		return {
			outboxId: row.id,
			contact,
			conversation,
			category: row.category as Category,
			sequence: row.sequence,
			step: row.step,
			reason,
			until,
			expiresAt: row.expires_at,
			createdAt: row.created_at,
		};
	});
}

/** See `StoreOperations.cancelQueued`. */
export async function cancelQueued(tx: Tx, input: QueueFilter): Promise<CancelledQueue> {
	await tx.locks.number(input.numberId);
	const rows = await (await queued(tx, input)).execute();
	const ids = rows.map(({ id }) => id);
	for (let from = 0; from < ids.length; from += CHUNK) {
		await tx.db
			.updateTable('outbox')
			.set({ state: 'cancelled', reason: null, settled_at: input.now })
			.where('id', 'in', ids.slice(from, from + CHUNK))
			.execute();
	}
	return { outboxIds: ids };
}

/** How many ids a statement names at the most. */
const CHUNK = 5_000;

/** The ids of the messages that wait and are meant. */
async function queued(tx: Tx, { workspaceId, numberId, sequence, who }: QueueFilter) {
	const contactId = who === null ? null : await findPerson(tx, workspaceId, who);
	return tx.db
		.selectFrom('outbox')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.where('number_id', '=', numberId)
		.where('state', '=', 'queued')
		.$if(sequence !== null, (query) => query.where('sequence', '=', sequence))
		.$if(who !== null, (query) =>
			query.where('contact_id', 'in', (eb) =>
				eb
					.selectFrom('contact')
					.select('contact.id')
					.where((or) =>
						or.or([
							or('contact.id', '=', contactId),
							or('contact.merged_into', '=', contactId),
						]),
					),
			),
		);
}
