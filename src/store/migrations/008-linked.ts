import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What linked numbers keep: their keys, how their connection stands, and since when. */
export const linked: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('linked_key')
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('id', 'text', (column) => column.notNull())
			.addColumn('value', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('linked_key_pk', ['number_id', 'kind', 'id'])
			.execute();
		await schema
			.createIndex('linked_key_sent')
			.on('linked_key')
			.columns(['number_id', 'at'])
			.where('kind' as never, '=', 'sent')
			.execute();
		await schema
			.createIndex('outbox_in_doubt')
			.on('outbox')
			.column('number_id')
			.where('state' as never, 'in', ['handing', 'uncertain'])
			.execute();
		const columns = [
			['standing_json', 'text'],
			['phone_seen_at', 'bigint'],
			['connected_at', 'bigint'],
			['risk_told_day', 'integer'],
		] as const;
		// SQLite adds one column at a time.
		for (const [column, type] of columns) {
			await schema.alterTable('number').addColumn(column, type).execute();
		}
		await schema
			.alterTable('number')
			.addColumn('link_version', 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
	},
};
