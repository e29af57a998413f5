import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const packageName = 'n8n-nodes-whatsapp-team';

/**
 * The root folder of this checkout.
 *
 * Found from the working directory upwards: the same files run as ES modules (Node started on a
 * `.ts` file) and as CommonJS (jest), and these two share no way to ask for a file's own path.
 */
export const checkout = findCheckout(process.cwd());

/** Scratch space inside the checkout that git ignores. Safe to delete when nothing runs. */
export const cacheFolder = path.join(checkout, '.cache');

/** The folder with n8n's own `package.json` and lock file. */
export const n8nFolder = path.join(checkout, 'test', 'n8n');

function findCheckout(start: string): string {
	for (let folder = start; ; folder = path.dirname(folder)) {
		if (nameOfPackage(folder) === packageName) return folder;
		if (folder === path.dirname(folder)) {
			throw new Error(`Start this inside the checkout of ${packageName}, not in ${start}.`);
		}
	}
}

function nameOfPackage(folder: string): string | undefined {
	const file = path.join(folder, 'package.json');
	if (!existsSync(file)) return undefined;
	return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name;
}
