import type { OpenWorkspace, WorkspaceRow } from '../ports/store.ts';
import type { Tx } from './schema.ts';

/** See `StoreOperations.openWorkspace`. */
export async function openWorkspace({ db }: Tx, input: OpenWorkspace): Promise<WorkspaceRow> {
	await db
		.insertInto('workspace')
		.values({
			id: input.workspaceId,
			key_salt: input.keySalt,
			key_hash: input.keyHash,
			last_seq: 0,
			created_at: input.now,
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
	const row = await db
		.selectFrom('workspace')
		.select(['id', 'key_salt', 'key_hash'])
		.where('id', '=', input.workspaceId)
		.executeTakeFirstOrThrow();
	return { id: row.id, keySalt: row.key_salt, keyHash: row.key_hash };
}
