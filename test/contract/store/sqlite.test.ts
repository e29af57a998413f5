import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { describeStore } from './suite/index.ts';
import { useFolder } from './support/sqlite-folder.ts';

describe('the store on SQLite', () => {
	const inFolder = useFolder();

	describeStore(async (database) => await openSqliteStore(inFolder(`${database}.sqlite`)));
});
