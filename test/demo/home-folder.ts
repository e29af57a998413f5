import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withFileLock } from '../n8n/file-lock.ts';

/**
 * What lasts from one demo to the next. Not inside the checkout: n8n would find the modules of the
 * checkout from there, and not those that a user's n8n has.
 */
const home = path.join(
	process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
	'n8n-nodes-whatsapp-team-demo',
);

/** n8n's user folder. */
export const lastingUserFolder = path.join(home, 'n8n');

/** Deletes what earlier demos left behind. */
export async function forgetEarlierDemos(): Promise<void> {
	await rm(lastingUserFolder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Runs the work while no other demo uses the folder.
 *
 * @throws at once if another demo does
 */
export async function aloneAtHome<T>(work: () => Promise<T>): Promise<T> {
	return await withFileLock(path.join(home, 'lock'), work, {
		onWait: () => {
			throw new Error(
				'The demo runs already, maybe in another terminal. End that one with Ctrl+C first.',
			);
		},
	});
}
