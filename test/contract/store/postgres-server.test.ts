import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../../src/ports/store.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { PASSWORD } from '../../postgres/server.ts';
import { inbound, NOON } from './support/builders.ts';
import { loadWorkspace } from './support/load.ts';
import { secretsIn, stillClock, usePostgres } from './support/postgres.ts';
import { usePrograms } from './support/program.ts';
import { openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

// Processes are started and killed.
jest.setTimeout(60_000);

describePostgres('a PostgreSQL and those who use it', () => {
	const postgres = usePostgres();
	const stores = useStore(postgres.open);
	const start = usePrograms();

	const { look } = postgres;
	const receive = (store: Store, numberId: string, text: string) =>
		store.receiveBatch({ numberId, messages: [inbound({ text })], statuses: [], now: NOON });

	describe('opening', () => {
		test('works for many who make the tables at the same moment', async () => {
			const opening = Array.from({ length: 6 }, () => postgres.open('together'));
			const opened = await Promise.all(opening);

			for (const store of opened) {
				expect(await store.findNumber({ phoneNumberId: '1' })).toBeNull();
				await store.close();
			}
		});

		test('waits for one who is making the tables', async () => {
			const lock = `select pg_advisory_xact_lock(hashtext('prepare waiting'))`;
			const store = await postgres.meanwhile('public', lock, () => postgres.open('waiting'));

			expect(await store.findNumber({ phoneNumberId: '1' })).toBeNull();
			await store.close();
		});

		test('puts everything into a schema of its own', async () => {
			const url = postgres.server.url();
			const clocks = { clock: stillClock };
			await (await openPostgresStore({ address: { url } }, clocks)).close();
			const tables = (schema: string) =>
				look('select tablename from pg_tables where schemaname = $1', [schema]);

			expect(await tables('whatsapp_team')).toContainEqual({ tablename: 'outbox' });
			expect(await tables('public')).toEqual([]);
		});

		test('orders all texts by their bytes, whatever the language of the database', async () => {
			await (await postgres.open('order')).close();
			const rows = await look<{ collation: string }>(
				`select distinct c.collname as collation from pg_attribute a
				join pg_collation c on c.oid = a.attcollation
				join pg_class t on t.oid = a.attrelid
				where t.relnamespace = 'order'::regnamespace and t.relkind = 'r' and a.attnum > 0
				and t.relname not like 'migration%' and t.relname <> 'number_lease'`,
			);

			expect(rows).toEqual([{ collation: 'C' }]);
		});

		test('is refused by a database that a newer version has changed', async () => {
			await (await postgres.open('newer')).close();
			await look(`insert into newer.migration values ('999-future', '2030-01-01')`);

			await expect(postgres.open('newer')).rejects.toMatchObject({
				code: 'storeUnavailable',
				message: expect.stringContaining('999-future') as unknown,
			});
		});

		test.each([
			[
				'the password is wrong',
				{ password: 'other$ecret' },
				'password authentication failed',
			],
			['there is no such database', { database: 'nowhere' }, '"nowhere" does not exist'],
			['nobody answers', { port: 1 }, 'ECONNREFUSED'],
		])('is refused in words where %s', async (_, given, words) => {
			const { port } = postgres.server;
			const address = { host: '127.0.0.1', port, database: 'postgres', user: 'postgres' };
			const whole = { ...address, password: PASSWORD, ssl: false, ...given };
			const error: unknown = await openPostgresStore(
				{ address: whole },
				{ clock: stillClock },
			).catch((thrown: unknown) => thrown);

			expect(error).toMatchObject({
				name: 'TeamError',
				code: 'storeUnavailable',
				message: expect.stringContaining(words) as unknown,
				advice: expect.stringContaining('Check') as unknown,
			});
			expect(secretsIn(error)).toEqual([]);
		});

		test('is refused in words by an address that cannot be read', async () => {
			const url = `postgres://me:${PASSWORD}@nowhere:port/team`;
			const error: unknown = await openPostgresStore(
				{ address: { url } },
				{ clock: stillClock },
			).catch((thrown: unknown) => thrown);

			expect(error).toMatchObject({ code: 'storeUnavailable' });
			expect(secretsIn(error)).toEqual([]);
		});
	});

	test('big numbers are numbers to us, and stay texts to everybody else', async () => {
		const team = await openTeam(stores);
		await team.writtenBy();

		expect((await team.log())[0]?.seq).toBe(1);
		expect(await look(`select 1::bigint as big`)).toEqual([{ big: '1' }]);
	});

	test('a message with a NUL in it is stored', async () => {
		const team = await openTeam(stores);
		await team.receive(inbound({ text: 'a\0b', senderName: '\0' }));

		const [entry] = await team.log();
		expect(entry?.item.message.text).toBe('a\uFFFDb');
	});

	describe('a process that is killed', () => {
		test('in the midst of a transaction leaves all of it or nothing', async () => {
			const url = postgres.server.url();
			const survivor = await openPostgresStore({ address: { url } }, { clock: stillClock });
			const numberId = await loadWorkspace(survivor);
			const acknowledged: string[] = [];
			const SIZE = 50;
			for (let round = 1; round <= 4; round += 1) {
				const victim = start('writer.ts', url, `victim${round}`, `${SIZE}`, '2');
				await victim.hasSaid(round);
				while (!(await isAtWork())) await setImmediate();
				expect(await victim.kill()).toMatchObject({ signal: 'SIGKILL' });

				acknowledged.push(...victim.lines);
				await receive(survivor, numberId, `survivor${round}`);
			}
			await survivor.close();

			const rows = await look<{ text: string; n: string }>(
				'select text, count(*) as n from whatsapp_team.message group by text',
			);
			const stored = new Map(rows.map(({ text, n }) => [text, Number(n)]));
			for (const name of acknowledged) expect([name, stored.get(name)]).toEqual([name, SIZE]);
			expect(new Set(stored.values())).toEqual(new Set([SIZE, 1]));
			expect(
				await look(
					`select count(*) filter (where type = 'message.received') as received,
						max(seq) - count(*) as gaps from whatsapp_team.event`,
				),
			).toEqual([{ received: String(sum(stored)), gaps: '0' }]);
		}, 60_000);

		/** Whether somebody has written and not yet committed. */
		async function isAtWork(): Promise<boolean> {
			const rows = await look(
				`select 1 from pg_locks where locktype = 'relation' and mode = 'RowExclusiveLock'
				and relation = 'whatsapp_team.message'::regclass`,
			);
			return rows.length > 0;
		}
	});
});

function sum(counts: ReadonlyMap<string, number>): number {
	return [...counts.values()].reduce((total, count) => total + count, 0);
}
