import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The life of a number at Meta, and the limit that the numbers of a portfolio share. */
export const numberLife: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('number_attempt')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createIndex('number_attempt_at')
			.on('number_attempt')
			.columns(['number_id', 'kind', 'at'])
			.execute();
		await schema
			.createTable('number_life')
			.addColumn('number_id', 'text', (column) => column.primaryKey())
			.addColumn('facts_json', 'text', (column) => column.notNull())
			.addColumn('portfolio_id', 'text')
			.addColumn('people_per_day', 'integer')
			.addColumn('seen_at', 'bigint', (column) => column.notNull())
			.addColumn('pending_since', 'bigint')
			.addColumn('pending_told', 'integer', (column) => column.notNull())
			.execute();
		await schema
			.createIndex('number_life_portfolio')
			.on('number_life')
			.column('portfolio_id')
			.execute();
		await schema
			.createTable('app_sync')
			.addColumn('number_id', 'text', (column) => column.primaryKey())
			.addColumn('progress', 'integer', (column) => column.notNull())
			.addColumn('asked_at', 'bigint')
			.execute();
		await schema.alterTable('ledger').addColumn('outside_to', 'text').execute();
		await schema
			.createIndex('ledger_outside')
			.on('ledger')
			.columns(['number_id', 'at', 'outside_to'])
			.where('outside_to' as never, 'is not', null)
			.execute();
	},
};
