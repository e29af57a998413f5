import { PostgresAdapter, type Kysely } from 'kysely';

/** The few things that the two databases do not say alike. */
export type DialectName = 'sqlite' | 'postgres';

/** Which database this is, for the few statements that differ. */
export function dialectOf<T>(db: Kysely<T>): DialectName {
	return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}
