import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How numbers fare with the other side, and whom Meta spares marketing for a while. */
export const health: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		// SQLite adds one column at a time.
		await schema.alterTable('number').addColumn('health_json', 'text').execute();
		await schema.alterTable('contact').addColumn('marketing_held_until', 'bigint').execute();
		await schema.alterTable('ledger').addColumn('is_undelivered', 'integer').execute();
		await schema
			.createIndex('ledger_openers')
			.on('ledger')
			.columns(['number_id', 'at'])
			.where('is_new_chat' as never, '=', 1)
			.execute();
	},
};
