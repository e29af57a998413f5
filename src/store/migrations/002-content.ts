import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What messages carry besides text, and contacts that turned out to be one person. */
export const content: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		const columns = [
			['message', 'content_json', 'text'],
			['message', 'edited_at', 'bigint'],
			['message', 'deleted_at', 'bigint'],
			['message', 'pricing_category', 'text'],
			['message', 'conversation_origin', 'text'],
			['contact', 'merged_into', 'text'],
			['conversation', 'merged_into', 'text'],
		] as const;
		// SQLite adds one column at a time.
		for (const [table, column, type] of columns) {
			await schema.alterTable(table).addColumn(column, type).execute();
		}
		for (const table of ['contact', 'conversation'] as const) {
			await schema
				.createIndex(`${table}_merged`)
				.on(table)
				.column('merged_into')
				.where('merged_into' as never, 'is not', null)
				.execute();
		}
		await schema
			.createIndex('conversation_contact')
			.on('conversation')
			.column('contact_id')
			.execute();
	},
};
