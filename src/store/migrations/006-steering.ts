import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people see and steer of the caps: pauses, and what each credential says of a number. */
export const steering: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema.alterTable('number').addColumn('paused_at', 'bigint').execute();
		await schema.alterTable('number').addColumn('remote_per_second', 'integer').execute();
		await schema.alterTable('number').addColumn('caps_told_json', 'text').execute();
		await schema
			.createTable('number_credential')
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('credential_id', 'text', (column) => column.notNull())
			.addColumn('values_json', 'text', (column) => column.notNull())
			.addColumn('rules_json', 'text', (column) => column.notNull())
			.addColumn('per_second', 'integer')
			.addColumn('seen_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('number_credential_key', ['number_id', 'credential_id'])
			.execute();
		await schema
			.createIndex('ledger_age')
			.on('ledger')
			.columns(['workspace_id', 'at'])
			.execute();
	},
};
