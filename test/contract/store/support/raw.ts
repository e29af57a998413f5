import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Raw } from '../suite/traces.ts';
import type { TestPostgres } from './postgres.ts';

/** An SQLite file past its store: its tables, then the bytes of the file and of its companions. */
export function rawSqlite(file: string): Raw {
	const look = <T>(work: (database: DatabaseSync) => T): T => {
		const database = new DatabaseSync(file, { timeout: 5_000 });
		try {
			return work(database);
		} finally {
			database.close();
		}
	};
	return {
		async texts() {
			const rows = look((database) =>
				database
					.prepare(`select name from sqlite_master where type = 'table'`)
					.all()
					.flatMap(({ name }) =>
						database.prepare(`select * from "${String(name)}"`).all(),
					),
			);
			const files = [file, `${file}-wal`].filter((name) => existsSync(name));
			const bytes = await Promise.all(files.map((name) => readFile(name, 'latin1')));
			return `${JSON.stringify(rows)}\0files\0${bytes.join('')}`;
		},
		run(sql) {
			look((database) => database.exec(sql));
			return Promise.resolve();
		},
	};
}

/** A schema of a PostgreSQL past its store. */
export function rawPostgres(postgres: TestPostgres, schema: string): Raw {
	return {
		async texts() {
			const tables = await postgres.look<{ name: string }>(
				'select tablename as name from pg_tables where schemaname = $1',
				[schema],
			);
			const rows = [];
			for (const { name } of tables) {
				rows.push(...(await postgres.look(`select * from "${schema}"."${name}"`)));
			}
			return JSON.stringify(rows);
		},
		async run(sql) {
			await postgres.look(`set search_path to "${schema}"; ${sql}`);
		},
	};
}
