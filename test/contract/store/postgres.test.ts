import { describePostgres } from '../../postgres/describe-postgres.ts';
import { describeStore } from './suite/index.ts';
import { usePostgres } from './support/postgres.ts';

jest.setTimeout(30_000);

describePostgres('the store on PostgreSQL', () => {
	const postgres = usePostgres();

	describeStore((database) => postgres.open(database));
});
