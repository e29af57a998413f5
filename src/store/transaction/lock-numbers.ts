import type { Tx } from '../schema.ts';

/** Holds all numbers of a workspace: nothing comes in or goes out until the end of the transaction. */
export async function lockNumbers({ db, locks }: Tx, workspaceId: string): Promise<void> {
	const numbers = await db
		.selectFrom('number')
		.select('id')
		.where('workspace_id', '=', workspaceId)
		.orderBy('id')
		.execute();
	for (const { id } of numbers) await locks.number(id);
}
