import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { migrate } from '../migrations/index.ts';
import { schemaOf } from './config.ts';
import type { Database } from './database.ts';
import { isRace, unavailable } from './errors.ts';
import { ANSWER_MS } from './session.ts';

/** How long the tables may take to be brought up to date, in ms. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Makes schema and tables, or brings them up to date. Processes that start at the same moment come
 * one after the other.
 *
 * @throws TeamError `storeUnavailable`
 */
export async function prepare(database: Database): Promise<void> {
	const schema = schemaOf(database.config);
	await database.transaction({ access: 'write' }, async ({ db }, session) => {
		session.patienceMs = PATIENCE_MS;
		try {
			await sql`set local statement_timeout to ${sql.lit(PATIENCE_MS)}`.execute(db);
			await sql`select pg_advisory_xact_lock(hashtext(${`prepare ${schema}`}))`.execute(db);
			await makeSchema(db, schema);
			await migrate(db);
			await makeLeases(db);
		} catch (error) {
			// A database of a newer version, for one, is no mistake of ours.
			throw isRace(error) || session.isBroken ? error : unavailable(database.config, error);
		} finally {
			session.patienceMs = ANSWER_MS;
		}
	});
}

/** Asked for first: a user who may not make one can still use one that was made for him. */
async function makeSchema<T>(db: Kysely<T>, schema: string): Promise<void> {
	const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(db);
	if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(db);
}

/** Who sends for which number: see `number-locks.ts`. Only PostgreSQL has this table. */
async function makeLeases<T>(db: Kysely<T>): Promise<void> {
	await sql`create table if not exists number_lease (
		number_id text primary key,
		holder text not null,
		expires_at timestamptz not null
	)`.execute(db);
}
