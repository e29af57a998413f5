import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type { Store } from '../../../src/ports/store.ts';
import { fateOf } from '../../../src/store/postgres/fate.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { cuttingProxy } from './support/cutting-proxy.ts';
import { draft, inbound, NOON } from './support/builders.ts';
import { secretsIn, stillClock, until, usePostgres } from './support/postgres.ts';
import { idsOf, openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

// Servers are made, ended and started again.
jest.setTimeout(60_000);

describePostgres('a PostgreSQL that goes away', () => {
	const postgres = usePostgres();
	const stores = useStore(postgres.open);
	const { look } = postgres;
	const receive = (store: Store, numberId: string, text: string) =>
		store.receiveBatch({ numberId, messages: [inbound({ text })], statuses: [], now: NOON });

	describe('a server that is restarted', () => {
		test.each(['stop', 'crash'] as const)(
			'(%s) fails calls in words, and they work again afterwards',
			async (end) => {
				const team = await openTeam(stores);
				const { store, numberId } = team;
				await receive(store, numberId, 'before');
				await postgres.server[end]();
				const error: unknown = await receive(store, numberId, 'meanwhile').catch(
					(thrown: unknown) => thrown,
				);
				await postgres.server.start();
				await receive(store, numberId, 'after');

				expect(error).toMatchObject({ name: 'TeamError', code: 'storeUnavailable' });
				expect(secretsIn(error)).toEqual([]);
				expect((await team.log()).map(({ item }) => item.message.text)).toEqual([
					'before',
					'after',
				]);
			},
		);

		test('loses nothing that was acknowledged, and stores nothing twice', async () => {
			const team = await openTeam(stores);
			const { store, numberId } = team;
			const acknowledged: string[] = [];
			let isOver = false;
			const work = async (worker: number): Promise<void> => {
				for (let turn = 0; !isOver; turn += 1) {
					const text = `${worker}/${turn}`;
					const isStored = await receive(store, numberId, text).then(
						() => true,
						() => false,
					);
					if (isStored) acknowledged.push(text);
					else await setImmediate();
				}
			};
			const working = [1, 2, 3, 4].map(work);
			await until(() => acknowledged.length > 20);
			await postgres.server.stop();
			const before = acknowledged.length;
			await postgres.server.start();
			await until(() => acknowledged.length > before + 20);
			isOver = true;
			await Promise.all(working);

			const texts = (await team.log()).map(({ item }) => item.message.text ?? '');
			expect(new Set(texts).size).toBe(texts.length);
			expect(acknowledged.filter((text) => !texts.includes(text))).toEqual([]);
		}, 30_000);

		test('is heard again', async () => {
			const team = await openTeam(stores);
			const other = await stores.another();
			await postgres.server.stop();
			await postgres.server.start();
			let heard = 0;
			other.onCommit((what) => (heard += what === 'elsewhere' ? 1 : 0));
			// One for what may have been missed, and then the news.
			await until(async () => {
				await team.receive(inbound());
				return heard > 2;
			});
		}, 30_000);
	});

	describe('a connection that breaks', () => {
		test.each([
			['before the commit is followed by doing it all again', 'insert into "outbox"'],
			['at the commit is followed by asking what became of it', 'commit\0'],
		])('%s, and the caller notices nothing', async (_, statement) => {
			const team = await openTeam(stores);
			const { store, proxy } = await openBehindProxy(team.workspaceId);
			const { workspaceId, numberId } = team;
			const drafts = [draft()];
			proxy.cutAfter(statement);
			const [result] = await store.enqueue({ workspaceId, numberId, drafts, now: NOON });
			await store.close();
			await proxy.close();

			expect(proxy.cuts).toBe(1);
			expect(result).toMatchObject({ kind: 'queued', deduplicated: false });
			expect(await team.enqueue(drafts)).toEqual([{ ...result, deduplicated: true }]);
		});

		test('at the commit is a claim of its message all the same', async () => {
			const team = await openTeam(stores, { mode: 'linked' });
			const id = await team.queue();
			const { store, proxy } = await openBehindProxy(team.workspaceId);
			const { numberId, fence } = team;
			proxy.cutAfter('commit\0');
			const pace = { intervalMs: 0, burst: 1 };
			const result = await store.claim({
				numberId,
				fence,
				limit: 1,
				pace,
				random: 0.5,
				now: NOON,
			});
			await store.close();
			await proxy.close();

			expect(idsOf(result)).toEqual([id]);
		});

		test('leaves transactions of which the server can tell what became', async () => {
			const connection = { connectionString: postgres.server.url() };
			const [made] = await look<{ id: string }>('select txid_current() as id');
			const undone = new pg.Client(connection);
			await undone.connect();
			await undone.query('begin');
			const { rows } = await undone.query<{ id: string }>('select txid_current() as id');
			await undone.end();

			expect(await fateOf(made?.id ?? '', connection)).toBe('committed');
			expect(await fateOf(rows[0]?.id ?? '', connection)).toBe('aborted');
		});

		/** The store that a workspace is in, over a line that can be cut. */
		async function openBehindProxy(workspaceId: string) {
			const { port } = postgres.server;
			const proxy = await cuttingProxy(port);
			const url = postgres.server.url().replace(`:${port}`, `:${proxy.port}`);
			const schema = await postgres.schemaOf(workspaceId);
			const clocks = { clock: stillClock };
			const store = await openPostgresStore({ address: { url }, schema }, clocks);
			return { store, proxy };
		}
	});

	test('a message is claimed once although the server went down in between', async () => {
		const team = await openTeam(stores, { mode: 'linked' });
		const id = await team.queue();
		const claiming = team.claim();
		await postgres.server.crash();
		const first = await claiming.then(idsOf, () => []);
		await postgres.server.start();
		const second = idsOf(await team.claim());

		expect([...first, ...second]).toEqual([id]);
	});
});
