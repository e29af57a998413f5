import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The templates of accounts, and what goes in place of a message whose window is closed. */
export const templates: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('template_account')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('id', 'text', (column) => column.notNull())
			.addColumn('looked_at', 'bigint')
			.addColumn('look_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('template_account_pk', ['workspace_id', 'id'])
			.execute();
		await schema
			.createTable('template')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('account_id', 'text', (column) => column.notNull())
			.addColumn('id', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('template_json', 'text', (column) => column.notNull())
			.addColumn('edits_json', 'text', (column) => column.notNull())
			.addColumn('seen_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('template_pk', ['workspace_id', 'account_id', 'id'])
			.execute();
		await schema
			.createIndex('template_name')
			.on('template')
			.columns(['workspace_id', 'account_id', 'name'])
			.execute();
		const columns = [
			['beyond_window', 'text'],
			['fallback_json', 'text'],
			['used_fallback', 'integer'],
		] as const;
		// SQLite adds one column at a time.
		for (const [column, type] of columns) {
			await schema.alterTable('outbox').addColumn(column, type).execute();
		}
	},
};
