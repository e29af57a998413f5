import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What caps count, what conditions ask for, and who wants no marketing. */
export const caps: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		const columns = [
			['number', 'caps_json', 'text'],
			['number', 'linked_at', 'bigint'],
			['conversation', 'opened_at', 'bigint'],
			['outbox', 'conditions_json', 'text'],
			['outbox', 'sequence', 'text'],
			['outbox', 'step', 'text'],
			['outbox', 'body_hash', 'text'],
			['outbox', 'owner_guard', 'text'],
			['outbox', 'acting_agent', 'text'],
			['conversation', 'replied_at', 'bigint'],
			['conversation', 'claimed_at', 'bigint'],
			['contact', 'marketing', 'text'],
			['contact', 'marketing_source', 'text'],
			['contact', 'marketing_at', 'bigint'],
		] as const;
		// SQLite adds one column at a time.
		for (const [table, column, type] of columns) {
			await schema.alterTable(table).addColumn(column, type).execute();
		}
		await (db as Kysely<{ conversation: Record<string, number | null> }>)
			.updateTable('conversation')
			.set((eb) => ({
				replied_at: eb.ref('last_inbound_at'),
				claimed_at: eb.ref('last_outbound_at'),
			}))
			.execute();
		for (const column of ['next_start_at', 'next_reply_at']) {
			await schema
				.alterTable('number')
				.addColumn(column, 'bigint', (added) => added.notNull().defaultTo(0))
				.execute();
		}
		await schema
			.createTable('ledger')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('outbox_id', 'text', (column) => column.notNull())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addColumn('is_internal', 'integer', (column) => column.notNull())
			.addColumn('is_reply', 'integer', (column) => column.notNull())
			.addColumn('is_new_chat', 'integer', (column) => column.notNull())
			.addColumn('body_hash', 'text')
			.execute();
		const indexes = [
			['ledger_number', ['number_id', 'is_internal', 'at', 'is_reply', 'is_new_chat']],
			['ledger_conversation', ['conversation_id', 'at']],
			['ledger_text', ['number_id', 'body_hash', 'at']],
			['ledger_outbox', ['outbox_id']],
		] as const;
		for (const [name, keys] of indexes) {
			await schema
				.createIndex(name)
				.on('ledger')
				.columns([...keys])
				.execute();
		}
		await schema
			.createIndex('outbox_steps')
			.on('outbox')
			.columns(['conversation_id', 'sequence', 'created_at'])
			.where('sequence' as never, 'is not', null)
			.execute();
		await schema
			.createIndex('outbox_sequence')
			.on('outbox')
			.columns(['number_id', 'sequence'])
			.where('state' as never, '=', 'queued')
			.execute();
	},
};
