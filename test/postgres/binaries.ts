import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where Debian and its kin put the versions of PostgreSQL. */
const VERSIONS = '/usr/lib/postgresql';

/** The folder with the programs of the newest PostgreSQL, `undefined` if there is none. */
export function postgresPrograms(): string | undefined {
	if (!existsSync(VERSIONS)) return undefined;
	return readdirSync(VERSIONS)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(VERSIONS, version, 'bin'))
		.find((folder) => existsSync(path.join(folder, 'initdb')));
}

/** What to say where a test is left out. */
export const NOT_INSTALLED = `SKIPPED: PostgreSQL is not installed (no ${VERSIONS}/*/bin). To run it: apt-get install -y --no-install-recommends postgresql`;
