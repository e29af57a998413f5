import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrate, MIGRATIONS } from '../../../src/store/migrations/index.ts';
import { nodeSqliteDialect } from '../../../src/store/sqlite/dialect.ts';

/* A file of an older version: a table that is made anew keeps what it has. */

/** The one that makes it anew. */
const ANEW = '017-team-gaps';

/** A file as the version before left it, with a conversation that is resolved. */
async function old(): Promise<{ database: DatabaseSync; db: Kysely<unknown> }> {
	const database = new DatabaseSync(':memory:');
	const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
	const earlier = Object.entries(MIGRATIONS).filter(([name]) => name < ANEW);
	const migrator = new Migrator({
		db,
		provider: { getMigrations: () => Promise.resolve(Object.fromEntries(earlier)) },
		migrationTableName: 'migration',
		migrationLockTableName: 'migration_lock',
	});
	const { error } = await migrator.migrateToLatest();
	expect(error).toBeUndefined();
	insert(database, 'one', 'ann');
	return { database, db };
}

function insert(database: DatabaseSync, id: string, contact: string): void {
	database
		.prepare(
			`insert into conversation (id, workspace_id, number_id, contact_id, status, labels_json,
			owner, resolved_at, created_at) values (?, 'w', 'n', ?, 'resolved', '["vip"]', 'ada', 7, 5)`,
		)
		.run(id, contact);
}

const all = (database: DatabaseSync, text: string) => database.prepare(text).all();

const INDEXES = `select name, sql from sqlite_master
	where type = 'index' and tbl_name = 'conversation' and sql is not null order by name`;

test('has its conversations and their indexes as before', async () => {
	const { database, db } = await old();
	const before = all(database, 'select * from conversation');
	const indexes = all(database, INDEXES);
	await migrate(db);
	const [row] = all(database, 'select * from conversation');

	expect(row).toEqual({ ...before[0], succeeded_at: null });
	expect(all(database, INDEXES)).toEqual(expect.arrayContaining(indexes));
	await db.destroy();
});

test('can have a second conversation of a contact only once the first one is past', async () => {
	const { database, db } = await old();
	await migrate(db);

	expect(() => insert(database, 'two', 'ann')).toThrow('UNIQUE');
	database.exec('update conversation set succeeded_at = 9');
	insert(database, 'two', 'ann');
	expect(() => insert(database, 'three', 'ann')).toThrow('UNIQUE');
	expect(() => insert(database, 'one', 'ben')).toThrow('UNIQUE');
	await db.destroy();
});
