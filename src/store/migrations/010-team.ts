import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whose a conversation is, and where it stands in the work of a team. */
export const team: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		const add = (column: string, type: 'text' | 'bigint') =>
			schema.alterTable('conversation').addColumn(column, type).execute();
		// SQLite adds one column at a time.
		await schema
			.alterTable('conversation')
			.addColumn('owner_version', 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
		await add('owned_at', 'bigint');
		await add('team', 'text');
		await add('unowned_since', 'bigint');
		await add('snoozed_until', 'bigint');
		await add('resolved_at', 'bigint');
		await add('outcome', 'text');
		await schema
			.createTable('conversation_label')
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('label', 'text', (column) => column.notNull())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('added_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('conversation_label_pk', ['conversation_id', 'label'])
			.execute();
		await schema
			.createIndex('conversation_label_label')
			.on('conversation_label')
			.columns(['workspace_id', 'label', 'conversation_id'])
			.execute();
	},
};
