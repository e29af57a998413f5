import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type QueryResult,
} from 'kysely';

/** How many prepared statements are kept. The package has fewer different ones than this. */
const STATEMENT_CACHE = 500;

/**
 * Kysely over one connection of Node's own SQLite. Transactions are not Kysely's business here:
 * the worker opens one around a group of operations (`group-commit.ts`).
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
	const connection = new Connection(database);
	const never = (): Promise<never> =>
		Promise.reject(new Error('Transactions are opened by the worker, not by an operation'));
	return {
		createAdapter: () => new SqliteAdapter(),
		createQueryCompiler: () => new SqliteQueryCompiler(),
		createIntrospector: (db) => new SqliteIntrospector(db),
		createDriver: () => ({
			init: () => Promise.resolve(),
			acquireConnection: () => Promise.resolve(connection),
			releaseConnection: () => Promise.resolve(),
			beginTransaction: never,
			commitTransaction: never,
			rollbackTransaction: never,
			destroy: () => {
				database.close();
				return Promise.resolve();
			},
		}),
	};
}

class Connection implements DatabaseConnection {
	readonly #database: DatabaseSync;
	readonly #statements = new Map<string, { statement: StatementSync; reads: boolean }>();

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
		const { statement, reads } = this.#prepare(query.sql);
		const parameters = query.parameters as SQLInputValue[];
		if (reads) {
			return Promise.resolve({ rows: statement.all(...parameters) as Row[] });
		}
		const { changes } = statement.run(...parameters);
		return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) });
	}

	// eslint-disable-next-line require-yield
	async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
		throw new Error('Rows are not streamed from SQLite');
	}

	#prepare(text: string): { statement: StatementSync; reads: boolean } {
		const known = this.#statements.get(text);
		if (known !== undefined) return known;
		if (this.#statements.size >= STATEMENT_CACHE) this.#statements.clear();
		const statement = this.#database.prepare(text);
		const prepared = { statement, reads: statement.columns().length > 0 };
		this.#statements.set(text, prepared);
		return prepared;
	}
}
