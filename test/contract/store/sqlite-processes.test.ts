import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { inbound } from './support/builders.ts';
import { loadWorkspace } from './support/load.ts';
import { usePrograms } from './support/program.ts';
import { useFolder } from './support/sqlite-folder.ts';

/** How long two processes work side by side, in ms. */
const LOAD_MS = 5_000;

describe('two processes on one SQLite file', () => {
	const inFolder = useFolder();
	const start = usePrograms();

	/** Looks into a database as nobody of the store's would. */
	function look<T>(file: string, question: (database: DatabaseSync) => T): T {
		const database = new DatabaseSync(file);
		try {
			return question(database);
		} finally {
			database.close();
		}
	}
	/** How many messages of each batch are stored. */
	const batchesIn = (file: string): Map<string, number> =>
		look(file, (database) => {
			const rows = database.prepare('select text, count(*) as n from message group by text');
			return new Map(rows.all().map((row) => [String(row['text']), Number(row['n'])]));
		});

	test('work side by side for 5 s of full load, and each waits its turn only', async () => {
		const file = inFolder('load.sqlite');
		const writers = ['a', 'b'].map((name) => start('writer.ts', file, name, '1', '64'));
		await Promise.all(writers.map((writer) => writer.hasSaid(1)));
		await setTimeout(LOAD_MS);
		for (const writer of writers) writer.finish();
		const ends = await Promise.all(writers.map((writer) => writer.ended));

		expect(ends).toEqual(Array(2).fill({ code: 0, signal: null, stderr: '' }));
		const waits = writers.map((writer) => Number(writer.lines.pop()));
		const acknowledged = writers.map((writer) => writer.lines.length);
		expect([...batchesIn(file).keys()].sort()).toEqual(
			writers.flatMap((writer) => writer.lines).sort(),
		);
		expect(
			look(file, (database) =>
				database.prepare('select count(*) as n, max(seq) as last from event').get(),
			),
			// Two of them say that contact and conversation are new.
		).toEqual({ n: sum(acknowledged) + 2, last: sum(acknowledged) + 2 });
		expect(Math.min(...acknowledged)).toBeGreaterThan(0);
		console.log(
			`two processes, ${LOAD_MS} ms: ${acknowledged.join(' and ')} messages, ` +
				`longest wait ${waits.join(' and ')} ms`,
		);
	}, 60_000);

	test('survive that one is killed in the midst of a transaction', async () => {
		const file = inFolder('killed.sqlite');
		const survivor = await openSqliteStore(file);
		const numberId = await loadWorkspace(survivor);
		const probe = new DatabaseSync(file, { timeout: 0 });
		const acknowledged: string[] = [];
		const SIZE = 100;
		for (let round = 1; round <= 6; round += 1) {
			const victim = start('writer.ts', file, `victim${round}`, `${SIZE}`, '2');
			await victim.hasSaid(round);
			while (!isInTransaction(probe)) await setImmediate();
			// Every other time while the commit itself is being written.
			if (round % 2 === 0) untilWritten(`${file}-wal`);
			expect(await victim.kill()).toMatchObject({ signal: 'SIGKILL' });

			acknowledged.push(...victim.lines);
			const messages = [inbound({ text: `survivor${round}` })];
			await survivor.receiveBatch({ numberId, messages, statuses: [], now: Date.now() });
		}
		probe.close();

		const stored = batchesIn(file);
		for (const name of acknowledged) expect([name, stored.get(name)]).toEqual([name, SIZE]);
		// Of a batch that was cut off there is all or nothing.
		expect(new Set(stored.values())).toEqual(new Set([SIZE, 1]));
		expect([...stored.keys()].filter((name) => name.startsWith('survivor'))).toHaveLength(6);
		expect(look(file, (database) => database.prepare('pragma integrity_check').all())).toEqual([
			{ integrity_check: 'ok' },
		]);
		await survivor.close();
	}, 60_000);
});

/** Whether another connection is in the midst of a transaction. */
function isInTransaction(database: DatabaseSync): boolean {
	try {
		database.exec('begin immediate; rollback');
		return false;
	} catch {
		return true;
	}
}

/** Waits without a pause, or the moment is over; at the most a second. */
function untilWritten(file: string): void {
	const timeOf = () => statSync(file, { bigint: true }).mtimeNs;
	const [before, deadline] = [timeOf(), performance.now() + 1_000];
	while (timeOf() === before && performance.now() < deadline);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
