import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { useFolder } from './support/sqlite-folder.ts';

describe('opening a store on SQLite', () => {
	const inFolder = useFolder();

	/** Expects an error that a person can act on, and that names the file. */
	async function expectRefusal(file: string): Promise<void> {
		await expect(openSqliteStore(file)).rejects.toMatchObject({
			name: 'TeamError',
			code: 'storeUnavailable',
			message: expect.stringContaining(file) as unknown,
			advice: expect.stringContaining('Check') as unknown,
		});
	}

	test('makes the folder and the file', async () => {
		const file = inFolder('new/deeper/team.sqlite');
		const store = await openSqliteStore(file);

		expect(await store.findNumber({ phoneNumberId: '1' })).toBeNull();
		await store.close();
	});

	test('works for two who make the file at the same moment', async () => {
		const file = inFolder('together.sqlite');
		const stores = await Promise.all([openSqliteStore(file), openSqliteStore(file)]);

		for (const store of stores) {
			expect(await store.findNumber({ phoneNumberId: '1' })).toBeNull();
			await store.close();
		}
	});

	test('waits for one who is making the file', async () => {
		const file = inFolder('in-the-making.sqlite');
		const maker = new DatabaseSync(file);
		maker.exec('begin immediate');
		const opening = openSqliteStore(file);
		// By the time that another could be opened, this one has asked.
		const another = await openSqliteStore(inFolder('another.sqlite'));
		maker.exec('rollback');
		maker.close();
		const store = await opening;

		expect(await store.findNumber({ phoneNumberId: '1' })).toBeNull();
		await Promise.all([store.close(), another.close()]);
	});

	test('is asked many things at once, and says of each what becomes of it', async () => {
		const store = await openSqliteStore(inFolder('together-asked.sqlite'));
		const noData = { phoneNumberId: () => '1' } as unknown as { phoneNumberId: string };
		const answers = await Promise.allSettled([
			store.findNumber({ phoneNumberId: '1' }),
			store.findNumber(noData),
			store.findNumber({ phoneNumberId: '2' }),
		]);
		await store.close();

		expect(answers).toEqual([
			{ status: 'fulfilled', value: null },
			{
				status: 'rejected',
				reason: expect.objectContaining({ code: 'internal' }) as unknown,
			},
			{ status: 'fulfilled', value: null },
		]);
	});

	test('writes ahead and leaves one file behind when it is closed', async () => {
		const file = inFolder('closed.sqlite');
		await (await openSqliteStore(file)).close();
		const database = new DatabaseSync(file, { readOnly: true });
		const mode = database.prepare('pragma journal_mode').get();
		database.close();

		expect(mode).toEqual({ journal_mode: 'wal' });
	});

	test('refuses a file that is no database', async () => {
		const file = inFolder('letter.sqlite');
		await writeFile(file, 'Dear customer, '.repeat(500));

		await expectRefusal(file);
	});

	test('refuses a folder in place of a file', async () => {
		await mkdir(inFolder('folder.sqlite'));

		await expectRefusal(inFolder('folder.sqlite'));
	});

	test('refuses a place where no folder can be made', async () => {
		await writeFile(inFolder('file'), '');

		await expectRefusal(inFolder('file/below/team.sqlite'));
	});

	test('refuses a folder that cannot be written', async () => {
		// Not even the administrator may write here.
		await expectRefusal(path.join('/proc/self', 'team.sqlite'));
	});

	test('refuses a database that a newer version has changed', async () => {
		const file = inFolder('newer.sqlite');
		await (await openSqliteStore(file)).close();
		const database = new DatabaseSync(file);
		database.exec(`insert into migration values ('999-future', '2030-01-01T00:00:00.000Z')`);
		database.close();

		await expectRefusal(file);
	});
});
