/**
 * A process that asks a PostgreSQL for the lock of a number, says `granted` or `refused`, and holds
 * it until its input ends.
 *
 * Parameters: URL of the database, id of the number.
 */
import { systemClock } from '../../../../src/runtime/system.ts';
import { openPostgresStore } from '../../../../src/store/postgres/open.ts';

const [url = '', numberId = ''] = process.argv.slice(2);

void main();

async function main(): Promise<void> {
	const store = await openPostgresStore({ address: { url } }, { clock: systemClock });
	const lock = await store.locks.acquire(numberId);
	console.log(lock === null ? 'refused' : 'granted');
	process.stdin.resume().on('end', () => {
		void (async () => {
			await lock?.release();
			await store.close();
		})();
	});
}
