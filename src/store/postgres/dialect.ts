import {
	PostgresAdapter,
	PostgresQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type DatabaseIntrospector,
	type DataTypeNode,
	type Dialect,
	type QueryResult,
} from 'kysely';

/**
 * Kysely over one connection of a pool. Transactions are not Kysely's business here: `database.ts`
 * opens one around each operation.
 *
 * @param schema where migrations look for their tables
 */
export function postgresDialect(connection: DatabaseConnection, schema: string): Dialect {
	const never = (): Promise<never> =>
		Promise.reject(new Error('Transactions are opened around an operation, not by it'));
	return {
		createAdapter: () => new Adapter(),
		createQueryCompiler: () => new QueryCompiler(),
		createIntrospector: () => introspector(connection, schema),
		createDriver: () => ({
			init: () => Promise.resolve(),
			acquireConnection: () => Promise.resolve(connection),
			releaseConnection: () => Promise.resolve(),
			beginTransaction: never,
			commitTransaction: never,
			rollbackTransaction: never,
			destroy: () => Promise.resolve(),
		}),
	};
}

/** Migrations run in the transaction and under the lock of `prepare.ts`. */
class Adapter extends PostgresAdapter {
	override get supportsTransactionalDdl(): boolean {
		return false;
	}

	override acquireMigrationLock(): Promise<void> {
		return Promise.resolve();
	}

	override releaseMigrationLock(): Promise<void> {
		return Promise.resolve();
	}
}

class QueryCompiler extends PostgresQueryCompiler {
	/**
	 * Ids are compared, and there are languages in which 'aa' stands behind 'z': texts are ordered
	 * by their bytes, as in SQLite.
	 */
	protected override visitDataType(node: DataTypeNode): void {
		super.visitDataType(node);
		const isColumn = this.parentNode?.kind === 'ColumnDefinitionNode';
		if (isColumn && node.dataType === 'text') this.append(' collate "C"');
	}
}

/** What migrations ask: which tables there are. Kysely's own looks through n8n's as well. */
function introspector(connection: DatabaseConnection, schema: string): DatabaseIntrospector {
	return {
		getSchemas: () => Promise.resolve([{ name: schema }]),
		getTables: async () => {
			const { rows } = (await connection.executeQuery({
				sql: 'select tablename from pg_catalog.pg_tables where schemaname = $1',
				parameters: [schema],
			} as unknown as CompiledQuery)) as QueryResult<{ tablename: string }>;
			return rows.map(({ tablename }) => ({
				name: tablename,
				schema,
				isView: false,
				isForeign: false,
				columns: [],
			}));
		},
	};
}
