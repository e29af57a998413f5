import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { describeConditions } from './suite/conditions.ts';
import { describeStore } from './suite/index.ts';
import { describeTraces } from './suite/traces.ts';
import { rawSqlite } from './support/raw.ts';
import { useFolder } from './support/sqlite-folder.ts';

describe('the store on SQLite', () => {
	const inFolder = useFolder();
	const fileOf = (database: string): string => inFolder(`${database}.sqlite`);

	describeStore(async (database) => await openSqliteStore(fileOf(database)));
	describeTraces(
		async (database) => await openSqliteStore(fileOf(database)),
		(database) => rawSqlite(fileOf(database)),
	);
	describeConditions(
		async (database) => await openSqliteStore(fileOf(database)),
		(database) => rawSqlite(fileOf(database)),
	);
});
