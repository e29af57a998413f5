import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The life of conversations: notes, labels with rules, times that are promised, and what is due. */
export const desk: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		const columns = [
			['conversation', 'due_at', 'bigint'],
			['conversation', 'told_json', 'text'],
			['conversation', 'sla_json', 'text'],
			['conversation', 'answered_by', 'text'],
			['conversation', 'answered_at', 'bigint'],
			['number', 'owner_agent', 'text'],
			['workspace', 'desk_json', 'text'],
		] as const;
		// SQLite adds one column at a time.
		for (const [table, column, type] of columns) {
			await schema.alterTable(table).addColumn(column, type).execute();
		}
		await schema
			.createTable('due')
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('entity_id', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('due_pk', ['kind', 'entity_id'])
			.execute();
		await schema.createIndex('due_at').on('due').column('at').execute();
		await schema
			.createTable('note')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('author', 'text')
			.addColumn('revision', 'integer', (column) => column.notNull())
			.addColumn('due_at', 'bigint')
			.addColumn('pinned_at', 'bigint')
			.addColumn('done_at', 'bigint')
			.addColumn('done_by', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createIndex('note_conversation')
			.on('note')
			.columns(['conversation_id', 'created_at'])
			.execute();
		await schema
			.createTable('note_revision')
			.addColumn('note_id', 'text', (column) => column.notNull())
			.addColumn('revision', 'integer', (column) => column.notNull())
			.addColumn('text', 'text', (column) => column.notNull())
			.addColumn('mentions_json', 'text', (column) => column.notNull())
			.addColumn('author', 'text')
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('note_revision_pk', ['note_id', 'revision'])
			.execute();
		await schema
			.createTable('label')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('name_key', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('colour', 'text')
			.addColumn('keywords_json', 'text', (column) => column.notNull())
			.addColumn('is_handoff', 'integer', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('label_pk', ['workspace_id', 'name_key'])
			.execute();
		await schema
			.createTable('sla_policy')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('name_key', 'text', (column) => column.notNull())
			.addColumn('position', 'integer', (column) => column.notNull())
			.addColumn('policy_json', 'text', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createIndex('sla_policy_name')
			.unique()
			.on('sla_policy')
			.columns(['workspace_id', 'name_key'])
			.execute();
	},
};
