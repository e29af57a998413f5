import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { CAP, cappedNumber, race } from './support/cap-race.ts';
import { usePrograms } from './support/program.ts';
import { useFolder } from './support/sqlite-folder.ts';

const inFolder = useFolder();
const start = usePrograms();

test.each([1, 2, 4])(
	'%d processes that are killed at the edge of a cap of 900 never claim the 901st',
	async (processes) => {
		const file = inFolder(`capped-${processes}.sqlite`);
		const store = await openSqliteStore(file);
		const numberId = await cappedNumber(store);
		const said = await race(() => start('sender.ts', file, numberId), processes);
		await store.close();

		const database = new DatabaseSync(file);
		const counted = database
			.prepare('select outbox_id from ledger')
			.all()
			.map((row) => String(row['outbox_id']));
		database.close();
		expect([counted.length, new Set(counted).size]).toEqual([CAP, CAP]);
		expect(said.filter((id) => !counted.includes(id))).toEqual([]);
		expect(new Set(said).size).toBe(said.length);
	},
	120_000,
);
