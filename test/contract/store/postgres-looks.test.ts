import pg from 'pg';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { inbound, NOON } from './support/builders.ts';
import { usePostgres } from './support/postgres.ts';
import { openTeam } from './support/team.ts';
import { useStore } from './support/use-store.ts';

jest.setTimeout(30_000);

/** More than a process has connections. */
const LOOKS = 6;

describePostgres('who looks something up in a store on PostgreSQL', () => {
	const postgres = usePostgres();
	const stores = useStore((database) => postgres.open(database));

	test('delays nobody who writes, however many they are and however long it takes', async () => {
		const team = await openTeam(stores);
		const { workspaceId } = team;
		const client = new pg.Client({ connectionString: postgres.server.url() });
		await client.connect();
		const schema = await postgres.schemaOf(workspaceId);
		await client.query(`begin; lock table "${schema}".agent in access exclusive mode`);
		let answered = 0;
		const looks = Array.from({ length: LOOKS }, async () => {
			const period = { from: 0, to: NOON };
			await team.store.report({ workspaceId, actingAgent: null, kind: 'agents', ...period });
			answered += 1;
		});
		await team.receive(inbound());
		const before = answered;
		await client.query('rollback');
		await client.end();
		await Promise.all(looks);

		expect(before).toBe(0);
		expect(answered).toBe(LOOKS);
	});
});
