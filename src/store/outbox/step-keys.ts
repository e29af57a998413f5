import type { Draft } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** The key under which a message is put into the outbox once. */
export function keyOf(
	{ idempotencyKey: key, keyScope }: Pick<Draft, 'idempotencyKey' | 'keyScope'>,
	contactId: string,
): string {
	return keyScope === 'contact' ? ofContact(key, contactId) : key;
}

function ofContact(key: string, contactId: string): string {
	return `${key}@${contactId}`;
}

/**
 * Lets the keys of steps follow a contact that is taken in by another, before its conversations do:
 * who had a step under either does not get it again.
 */
export async function moveStepKeys(
	{ db }: Pick<Tx, 'db'>,
	{ from, into }: { readonly from: string; readonly into: string },
): Promise<void> {
	const rows = await db
		.selectFrom('outbox')
		.select(['id', 'workspace_id', 'idempotency_key'])
		.where('conversation_id', 'in', (eb) =>
			eb.selectFrom('conversation').select('id').where('contact_id', '=', from),
		)
		.where('sequence', 'is not', null)
		.where('idempotency_key', 'like', ofContact('%', from))
		.execute();
	for (const { id, workspace_id: workspaceId, idempotency_key: old } of rows) {
		const key = ofContact((old ?? '').slice(0, -ofContact('', from).length), into);
		const taken = await db
			.selectFrom('outbox')
			.select('id')
			.where('workspace_id', '=', workspaceId)
			.where('idempotency_key', '=', key)
			.executeTakeFirst();
		// Both had the step: one key is enough.
		const idempotency_key = taken === undefined ? key : null;
		await db.updateTable('outbox').set({ idempotency_key }).where('id', '=', id).execute();
	}
}
