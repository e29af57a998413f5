import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { orderKey } from '../lookup/conversation-order.ts';
import { dialectOf } from '../transaction/dialect-of.ts';

/**
 * Lists that are filtered on their way along an index. SQLite finds in it what most filters ask
 * for, and need not look at each row; PostgreSQL looks at the rows in any case.
 */
export const lookupSpeed: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		if (dialectOf(db) !== 'sqlite') return;
		for (const [name, key] of [
			['conversation_waiting_all', orderKey('waiting')],
			['conversation_last', orderKey('lastMessage')],
		] as const) {
			await db.schema.dropIndex(name).execute();
			await sql`create index ${sql.id(name)} on conversation (workspace_id, status, (${key}), id,
				owner, number_id, contact_id, merged_into)`.execute(db);
		}
	},
};
