import { describePostgres } from '../../postgres/describe-postgres.ts';
import { describeConditions } from './suite/conditions.ts';
import { describeStore } from './suite/index.ts';
import { describeTraces } from './suite/traces.ts';
import { usePostgres } from './support/postgres.ts';
import { rawPostgres } from './support/raw.ts';

jest.setTimeout(30_000);

describePostgres('the store on PostgreSQL', () => {
	const postgres = usePostgres();

	describeStore((database) => postgres.open(database));
	describeTraces(
		(database) => postgres.open(database),
		(database) => rawPostgres(postgres, database),
	);
	describeConditions(
		(database) => postgres.open(database),
		(database) => rawPostgres(postgres, database),
	);
});
