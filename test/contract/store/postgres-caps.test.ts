import { systemClock } from '../../../src/runtime/system.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { CAP, cappedNumber, race } from './support/cap-race.ts';
import { usePostgres } from './support/postgres.ts';
import { usePrograms } from './support/program.ts';

describePostgres('a cap of 900 on PostgreSQL', () => {
	const postgres = usePostgres();
	const start = usePrograms();

	test.each([1, 2, 4])(
		'holds for %d processes that are killed at its edge',
		async (processes) => {
			const url = postgres.server.url();
			const store = await openPostgresStore({ address: { url } }, { clock: systemClock });
			const numberId = await cappedNumber(store);
			const said = await race(() => start('sender.ts', url, numberId), processes);
			await store.close();

			const rows = await postgres.look<{ outbox_id: string }>(
				'select outbox_id from whatsapp_team.ledger where number_id = $1',
				[numberId],
			);
			const counted = rows.map((row) => row.outbox_id);
			expect([counted.length, new Set(counted).size]).toEqual([CAP, CAP]);
			expect(said.filter((id) => !counted.includes(id))).toEqual([]);
			expect(new Set(said).size).toBe(said.length);
		},
		180_000,
	);
});
