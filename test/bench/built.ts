import { createRequire } from 'node:module';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';

const load = createRequire(path.join(checkout, 'package.json'));

/**
 * The package as it is built: what users run is what is measured. `npm run bench` builds first.
 *
 * @param file below `dist/src`, without its ending
 */
export function built<T>(file: string): T {
	return load(`./dist/src/${file}.js`) as T;
}
