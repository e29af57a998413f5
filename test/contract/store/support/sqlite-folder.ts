import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A folder for database files that is gone after the tests of the surrounding `describe`. */
export function useFolder(): (name: string) => string {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(path.join(os.tmpdir(), 'team-store-'));
	});
	afterAll(async () => {
		await rm(folder, { recursive: true, force: true });
	});
	return (name) => path.join(folder, name);
}
