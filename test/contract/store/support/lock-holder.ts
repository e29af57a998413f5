/**
 * A process that asks for the lock of a number, says `granted` or `refused`, and holds it
 * until its input ends.
 *
 * Parameters: folder of the locks, id of the number.
 */
import { sqliteNumberLocks } from '../../../../src/store/sqlite/number-locks.ts';

const [folder = '', numberId = ''] = process.argv.slice(2);

void main();

async function main(): Promise<void> {
	const lock = await sqliteNumberLocks(folder).acquire(numberId);
	console.log(lock === null ? 'refused' : 'granted');
	process.stdin.resume().on('end', () => void lock?.release());
}
