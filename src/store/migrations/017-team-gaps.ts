import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { dialectOf } from '../transaction/dialect-of.ts';

/**
 * Who has left the team and is kept for what they did; the hours of a number; and several
 * conversations of a number and a contact, one after the other.
 */
export const teamGaps: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const columns = [
			['agent', 'left_at', 'bigint'],
			['number', 'hours_json', 'text'],
			['number', 'is_single', 'integer'],
			['conversation', 'succeeded_at', 'bigint'],
		] as const;
		// SQLite adds one column at a time.
		for (const [table, column, type] of columns) {
			await db.schema.alterTable(table).addColumn(column, type).execute();
		}
		switch (dialectOf(db)) {
			case 'sqlite':
				await withoutPair(db);
				break;
			case 'postgres':
				await sql`alter table conversation drop constraint conversation_pair`.execute(db);
		}
		await db.schema
			.createIndex('conversation_present')
			.unique()
			.on('conversation')
			.columns(['number_id', 'contact_id'])
			.where('succeeded_at' as never, 'is', null)
			.execute();
	},
};

/**
 * SQLite drops no constraint: the table is made anew with all that it has.
 *
 * @see https://www.sqlite.org/lang_altertable.html#otheralter
 */
async function withoutPair(db: Kysely<unknown>): Promise<void> {
	const { rows } = await sql<{ readonly type: string; readonly sql: string }>`
		select type, sql from sqlite_master where tbl_name = 'conversation' and sql is not null
		order by type desc, name`.execute(db);
	const table = rows.find(({ type }) => type === 'table')?.sql ?? '';
	const without = table
		.replace(/^create table "?conversation"?/i, 'create table conversation_new')
		.replace(/,\s*constraint "?conversation_pair"? unique \([^)]*\)/i, '');
	const run = async (text: string): Promise<void> => void (await sql.raw(text).execute(db));
	await run(without);
	await run('insert into conversation_new select * from conversation');
	await run('drop table conversation');
	await run('alter table conversation_new rename to conversation');
	for (const { type, sql: made } of rows) if (type !== 'table') await run(made);
}
