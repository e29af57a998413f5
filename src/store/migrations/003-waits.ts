import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Runs that wait for the reply to a message. */
export const waits: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('wait')
			.addColumn('outbox_id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('run', 'text', (column) => column.notNull())
			.addColumn('workflow_id', 'text', (column) => column.notNull())
			.addColumn('parent_workflow_id', 'text')
			.addColumn('is_test', 'integer', (column) => column.notNull())
			.addColumn('address', 'text', (column) => column.notNull())
			.addColumn('within_ms', 'bigint', (column) => column.notNull())
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('ending', 'text')
			.addColumn('reply_message_id', 'text')
			.addColumn('reply_event_id', 'text')
			.addColumn('called_at', 'bigint')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('settled_at', 'bigint')
			.execute();
		await schema
			.createIndex('wait_armed')
			.on('wait')
			.column('conversation_id')
			.where('state' as never, '=', 'armed')
			.execute();
		await schema
			.createIndex('wait_ended')
			.on('wait')
			.column('outbox_id')
			.where('state' as never, 'in', ['replied', 'ended'])
			.execute();
		await schema.createIndex('wait_run').on('wait').column('run').execute();
		for (const column of ['reply_message_id', 'reply_event_id'] as const) {
			await schema
				.createIndex(`wait_${column.slice(0, -3)}`)
				.on('wait')
				.column(column)
				.where(column as never, 'is not', null)
				.execute();
		}
	},
};
