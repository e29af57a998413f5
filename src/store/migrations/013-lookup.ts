import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { orderKey } from '../lookup/conversation-order.ts';
import { dialectOf } from '../transaction/dialect-of.ts';
import { wordsOf } from '../lookup/text-index.ts';

/** What is needed to find conversations, messages and contacts, and to show what happened. */
export const lookup: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		await addIndexes(db);
		await addContactColumns(db);
		switch (dialectOf(db)) {
			case 'sqlite':
				return await addSqliteText(db);
			case 'postgres':
				return await addPostgresText(db);
		}
	},
};

async function addIndexes(db: Kysely<unknown>): Promise<void> {
	const { schema } = db;
	const [waiting, last] = [orderKey('waiting'), orderKey('lastMessage')];
	for (const [name, columns] of [
		['all', sql`workspace_id, status`],
		['number', sql`workspace_id, number_id, status`],
		['owner', sql`workspace_id, owner, status`],
	] as const) {
		await sql`create index ${sql.id(`conversation_waiting_${name}`)}
			on conversation (${columns}, (${waiting}), id)`.execute(db);
	}
	await sql`create index conversation_last on conversation
		(workspace_id, status, (${last}), id)`.execute(db);
	await schema
		.createIndex('conversation_team')
		.on('conversation')
		.columns(['workspace_id', 'team', 'id'])
		.where('team' as never, 'is not', null)
		.execute();
	await sql`create index conversation_label_plain on conversation_label
		(workspace_id, lower(label), conversation_id)`.execute(db);
	// What happened to a conversation besides its messages, which are rows of their own.
	await sql`create index event_conversation on event (conversation_id, at)
		where substr(type, 1, 8) <> 'message.'`.execute(db);
}

/** What the team knows of people and numbers, beside what WhatsApp tells. */
async function addContactColumns(db: Kysely<unknown>): Promise<void> {
	const { schema } = db;
	for (const column of ['given_name', 'language', 'time_zone']) {
		await schema.alterTable('contact').addColumn(column, 'text').execute();
	}
	await schema.alterTable('number').addColumn('backup_owner', 'text').execute();
	await schema.alterTable('number').addColumn('review_at', 'bigint').execute();
	await schema
		.createIndex('contact_workspace')
		.on('contact')
		.columns(['workspace_id', 'id'])
		.execute();
	await schema
		.createTable('contact_link')
		.addColumn('contact_id', 'text', (column) => column.notNull())
		.addColumn('system', 'text', (column) => column.notNull())
		.addColumn('type', 'text', (column) => column.notNull())
		.addColumn('record_id', 'text', (column) => column.notNull())
		.addColumn('workspace_id', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('contact_link_pk', ['contact_id', 'system', 'type'])
		.execute();
	await schema
		.createIndex('contact_link_record')
		.on('contact_link')
		.columns(['workspace_id', 'system', 'type', 'record_id'])
		.execute();
}

/**
 * The words lie in an index of SQLite's own, beside the messages. Triggers keep it: what is edited,
 * deleted, erased or too old goes from it in the same transaction, and its pages are overwritten.
 * `text_row` is its key: SQLite's own row numbers change when somebody vacuums the file.
 */
async function addSqliteText(db: Kysely<unknown>): Promise<void> {
	const run = async (text: string): Promise<void> => void (await sql.raw(text).execute(db));
	await run('alter table message add column text_row integer');
	await run(`update message set text_row = rowid where coalesce(text, '') <> ''`);
	await run('create unique index message_text_row on message (text_row)');
	await run(`create virtual table message_text using fts5 (text, content='message',
		content_rowid='text_row', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0)`);
	await run(`insert into message_text(message_text, rank) values ('secure-delete', 1)`);
	await run(`insert into message_text(rowid, text)
		select text_row, text from message where text_row is not null`);
	const next = '(select coalesce(max(text_row), 0) + 1 from message)';
	const add = `insert into message_text(rowid, text)
		select text_row, text from message where rowid = new.rowid and text_row is not null;`;
	const remove = `insert into message_text(message_text, rowid, text)
		select 'delete', old.text_row, old.text where old.text_row is not null;`;
	await run(`create trigger message_text_insert after insert on message
		when coalesce(new.text, '') <> '' begin
			update message set text_row = ${next} where rowid = new.rowid; ${add}
		end`);
	await run(`create trigger message_text_update after update of text on message
		when old.text is not new.text begin
			${remove}
			update message set text_row = case when coalesce(new.text, '') = '' then null
				else coalesce(old.text_row, ${next}) end where rowid = new.rowid;
			${add}
		end`);
	await run(`create trigger message_text_delete after delete on message
		when old.text_row is not null begin ${remove} end`);
}

/** PostgreSQL keeps the words of each row by itself. */
async function addPostgresText(db: Kysely<unknown>): Promise<void> {
	await sql`alter table message add column text_row bigint generated by default as identity`.execute(
		db,
	);
	await sql`create unique index message_text_row on message (text_row)`.execute(db);
	await sql`create index message_text on message using gin (${wordsOf('text')})`.execute(db);
}
