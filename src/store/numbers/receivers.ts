import type { Receiver, StoreOperations } from '../../ports/store.ts';
import type { Tx } from '../schema.ts';

/** See `StoreOperations.saveReceiver`. A receiver that comes back keeps its age. */
export async function saveReceiver(
	{ db }: Tx,
	input: Receiver & { readonly now: number },
): Promise<null> {
	const said = {
		workspace_id: input.workspaceId,
		phone_number_id: input.phoneNumberId,
		workflow_id: input.workflowId,
		url: input.url,
		removed_at: null,
	};
	await db
		.insertInto('receiver')
		.values({
			webhook_id: input.webhookId,
			mode: input.mode,
			created_at: input.now,
			...said,
		})
		.onConflict((conflict) => conflict.columns(['webhook_id', 'mode']).doUpdateSet(said))
		.execute();
	return null;
}

/** See `StoreOperations.removeReceiver`. */
export async function removeReceiver(
	{ db }: Tx,
	input: Parameters<StoreOperations['removeReceiver']>[0],
): Promise<null> {
	await db
		.updateTable('receiver')
		.set({ removed_at: input.now })
		.where('webhook_id', '=', input.webhookId)
		.where('mode', '=', input.mode)
		.execute();
	return null;
}

/** See `StoreOperations.listReceivers`. */
export async function listReceivers(
	{ db }: Tx,
	input: Parameters<StoreOperations['listReceivers']>[0],
): ReturnType<StoreOperations['listReceivers']> {
	const rows = await db
		.selectFrom('receiver')
		.selectAll()
		.where('phone_number_id', '=', input.phoneNumberId)
		.orderBy('created_at')
		.orderBy('webhook_id')
		.execute();
	return rows.map((row) => ({
		webhookId: row.webhook_id,
		workspaceId: row.workspace_id,
		phoneNumberId: row.phone_number_id,
		workflowId: row.workflow_id,
		url: row.url,
		mode: row.mode as Receiver['mode'],
		isRemoved: row.removed_at !== null,
	}));
}
