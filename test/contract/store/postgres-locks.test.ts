import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type { NumberLocks } from '../../../src/ports/number-lock.ts';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/open.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { HandClock } from '../../unit/support/hand-clock.ts';
import { NOON, SECOND, unique } from './support/builders.ts';
import { usePostgres } from './support/postgres.ts';
import { usePrograms } from './support/program.ts';

// Processes are started, and a server is.
jest.setTimeout(30_000);

describePostgres('the lock of a number on PostgreSQL', () => {
	const postgres = usePostgres();
	const start = usePrograms();
	const opened: PostgresStore[] = [];
	let client: pg.Client;
	let number = '';

	beforeAll(connect);
	beforeEach(async () => {
		number = unique('number');
		await turnTo(0);
	});
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((store) => store.close()));
	});
	afterAll(() => client.end());

	async function connect(): Promise<void> {
		client = new pg.Client({ connectionString: postgres.server.url() });
		client.on('error', () => undefined);
		await client.connect();
		await client.query(
			`create schema if not exists hand;
			create table if not exists hand.clock (at timestamptz);
			create or replace function hand.now() returns timestamptz language sql
			as 'select at from hand.clock'`,
		);
	}

	/** Sets the clock of the database, in ms since noon. */
	async function turnTo(ms: number): Promise<void> {
		await client.query('delete from hand.clock');
		await client.query('insert into hand.clock values (to_timestamp($1::numeric / 1000))', [
			NOON + ms,
		]);
	}

	/** When a lease ends, in ms since noon. */
	async function endOf(numberId: string): Promise<number | undefined> {
		const { rows } = await client.query<{ expires_at: Date }>(
			'select expires_at from whatsapp_team.number_lease where number_id = $1',
			[numberId],
		);
		const [row] = rows;
		return row === undefined ? undefined : row.expires_at.getTime() - NOON;
	}

	/** A process with a clock of its own, on the database that is turned by hand. */
	async function open(clock = new HandClock(NOON)): Promise<NumberLocks> {
		const address = { url: postgres.server.url() };
		const store = await openPostgresStore({ address }, { clock, now: 'hand.now()' });
		opened.push(store);
		return store.locks;
	}

	test('is granted once', async () => {
		const [locks, others] = [await open(), await open()];

		expect(await locks.acquire(number)).not.toBeNull();
		expect(await others.acquire(number)).toBeNull();
		expect(await locks.acquire(number)).toBeNull();
	});

	test('is granted to one of many who ask at once', async () => {
		const both = [await open(), await open()];
		const asked = Array.from({ length: 20 }, (_, turn) => both[turn % 2]?.acquire(number));
		const granted = (await Promise.all(asked)).filter((lock) => lock !== null);

		expect(granted).toHaveLength(1);
	});

	test('is granted again after it was released', async () => {
		const [locks, others] = [await open(), await open()];
		await (await locks.acquire(number))?.release();

		expect(await others.acquire(number)).not.toBeNull();
	});

	test('may be released twice, and the second time takes it from nobody', async () => {
		const [locks, others] = [await open(), await open()];
		const first = await locks.acquire(number);
		await first?.release();
		await others.acquire(number);
		await first?.release();

		expect(await locks.acquire(number)).toBeNull();
	});

	test('holds no other number', async () => {
		const locks = await open();

		expect(await locks.acquire(number)).not.toBeNull();
		expect(await locks.acquire(unique('number'))).not.toBeNull();
	});

	test('goes to another process 45 s after its holder fell silent, and not before', async () => {
		const [locks, others] = [await open(), await open()];
		await locks.acquire(number);
		await turnTo(44_999);
		const before = await others.acquire(number);
		await turnTo(45_000);

		expect(before).toBeNull();
		expect(await others.acquire(number)).not.toBeNull();
	});

	test('stays with a process that renews it every 10 s', async () => {
		const clock = new HandClock(NOON);
		const [locks, others] = [await open(clock), await open()];
		const lock = await locks.acquire(number);
		await turnTo(9_999);
		await clock.advance(9_999);
		const early = await endOf(number);
		await turnTo(10_000);
		await clock.advance(1);
		await until(async () => (await endOf(number)) === 55_000);
		await turnTo(54_999);

		expect(early).toBe(45_000);
		expect(await others.acquire(number)).toBeNull();
		expect(lock?.lost.aborted).toBe(false);
	});

	test('is lost as soon as another process has it', async () => {
		const clock = new HandClock(NOON);
		const [locks, others] = [await open(clock), await open()];
		const lock = await locks.acquire(number);
		await turnTo(45_000);
		const taken = await others.acquire(number);
		await clock.advance(10 * SECOND);
		await until(() => lock?.lost.aborted === true);
		await lock?.release();

		expect(taken?.lost.aborted).toBe(false);
		expect(await locks.acquire(number)).toBeNull();
	});

	test('is lost 25 s after the last renewal, and not before', async () => {
		const clock = new HandClock(NOON);
		const locks = await open(clock);
		const lock = await locks.acquire(number);
		await turnTo(10_000);
		await clock.advance(10 * SECOND);
		await until(async () => (await endOf(number)) === 55_000);
		await postgres.server.stop();
		await clock.advance(24_999);
		const before = lock?.lost.aborted;
		await clock.advance(1);
		await postgres.server.start();
		await connect();

		expect([before, lock?.lost.aborted]).toEqual([false, true]);
	});

	test('that was released is not lost afterwards', async () => {
		const clock = new HandClock(NOON);
		const lock = await (await open(clock)).acquire(number);
		await lock?.release();
		await clock.advance(60 * SECOND);

		expect(lock?.lost.aborted).toBe(false);
		expect(await endOf(number)).toBeUndefined();
	});

	describe('among processes', () => {
		test('is granted to one of several that ask at once', async () => {
			const url = postgres.server.url();
			const holders = [1, 2, 3].map(() => start('postgres-lock-holder.ts', url, number));
			await Promise.all(holders.map((holder) => holder.hasSaid(1)));

			expect(holders.flatMap((holder) => holder.lines).sort()).toEqual([
				'granted',
				'refused',
				'refused',
			]);
		});

		test('outlives a process that is killed, until its time is over', async () => {
			const url = postgres.server.url();
			const holder = start('postgres-lock-holder.ts', url, number);
			await holder.hasSaid(1);
			await holder.kill();
			const locks = await open();
			const meanwhile = await locks.acquire(number);
			await client.query(
				`update whatsapp_team.number_lease set expires_at = hand.now() where number_id = $1`,
				[number],
			);

			expect(holder.lines).toEqual(['granted']);
			expect(meanwhile).toBeNull();
			expect(await locks.acquire(number)).not.toBeNull();
		});

		test('is free the moment a process ends in an orderly way', async () => {
			const holder = start('postgres-lock-holder.ts', postgres.server.url(), number);
			await holder.hasSaid(1);
			holder.finish();
			const { code } = await holder.ended;

			expect(code).toBe(0);
			expect(await (await open()).acquire(number)).not.toBeNull();
		});
	});
});

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isTrue())) await setImmediate();
}
