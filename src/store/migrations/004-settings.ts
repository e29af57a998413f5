import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What workspaces set, contacts that were erased, and the way to what is old enough to go. */
export const settings: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('setting')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('value_json', 'text', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('setting_pk', ['workspace_id', 'name'])
			.execute();
		await schema.alterTable('contact').addColumn('erased_at', 'bigint').execute();
		await schema
			.createIndex('contact_erased')
			.on('contact')
			.columns(['workspace_id', 'erased_at'])
			.where('erased_at' as never, 'is not', null)
			.execute();
		await schema.createIndex('event_age').on('event').columns(['workspace_id', 'at']).execute();
		await schema
			.createIndex('message_age')
			.on('message')
			.columns(['workspace_id', 'sent_at'])
			.execute();
		await schema
			.createIndex('outbox_age')
			.on('outbox')
			.columns(['workspace_id', 'settled_at'])
			.where('settled_at' as never, 'is not', null)
			.execute();
		await schema
			.createIndex('outbox_conversation')
			.on('outbox')
			.column('conversation_id')
			.execute();
	},
};
