import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sqliteNumberLocks } from '../../../src/store/sqlite/number-locks.ts';
import { usePrograms } from './support/program.ts';
import { useFolder } from './support/sqlite-folder.ts';

describe('the lock of a number', () => {
	const inFolder = useFolder();
	const start = usePrograms();

	test('is granted once', async () => {
		const locks = sqliteNumberLocks(inFolder('once'));
		const lock = await locks.acquire('number');

		expect(lock).not.toBeNull();
		expect(await locks.acquire('number')).toBeNull();
		await lock?.release();
	});

	test('is granted again after it was released', async () => {
		const locks = sqliteNumberLocks(inFolder('again'));
		await (await locks.acquire('number'))?.release();
		const lock = await locks.acquire('number');

		expect(lock).not.toBeNull();
		await lock?.release();
	});

	test('may be released twice, and the second time takes it from nobody', async () => {
		const locks = sqliteNumberLocks(inFolder('twice'));
		const first = await locks.acquire('number');
		await first?.release();
		const second = await locks.acquire('number');
		await first?.release();

		expect(await locks.acquire('number')).toBeNull();
		await second?.release();
	});

	test('holds no other number', async () => {
		const locks = sqliteNumberLocks(inFolder('others'));
		const held = [await locks.acquire('one'), await locks.acquire('another')];

		expect(held).not.toContain(null);
		for (const lock of held) await lock?.release();
	});

	test('is held although nobody holds on to what was granted', async () => {
		const locks = sqliteNumberLocks(inFolder('forgotten'));
		const isGranted = async () => (await locks.acquire('number')) !== null;
		const first = await isGranted();
		setFlagsFromString('--expose-gc');
		for (let turn = 0; turn < 3; turn += 1) {
			await setImmediate();
			runInNewContext('gc()');
		}

		expect([first, await isGranted()]).toEqual([true, false]);
	});

	test('is refused while another process lives, and granted the moment it is killed', async () => {
		const folder = inFolder('killed');
		const locks = sqliteNumberLocks(folder);
		const holder = start('lock-holder.ts', folder, 'number');
		await holder.hasSaid(1);
		const meanwhile = await locks.acquire('number');
		await holder.kill();
		const afterwards = await locks.acquire('number');

		expect(holder.lines).toEqual(['granted']);
		expect(meanwhile).toBeNull();
		expect(afterwards).not.toBeNull();
		await afterwards?.release();
	});

	test('is granted to one of several processes that ask at once', async () => {
		const holders = [1, 2, 3].map(() => start('lock-holder.ts', inFolder('race'), 'number'));
		await Promise.all(holders.map((holder) => holder.hasSaid(1)));

		expect(holders.flatMap((holder) => holder.lines).sort()).toEqual([
			'granted',
			'refused',
			'refused',
		]);
	});
});
