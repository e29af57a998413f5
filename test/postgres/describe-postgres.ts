import { NOT_INSTALLED, postgresPrograms } from './binaries.ts';

/** Tests that need a real PostgreSQL. Where none is installed they are left out, and that is said. */
export function describePostgres(name: string, tests: () => void): void {
	if (postgresPrograms() !== undefined) {
		describe(name, tests);
		return;
	}
	// Not by the console: jest says nothing of what a file that is left out has said.
	process.stderr.write(`\n${name}: ${NOT_INSTALLED}\n`);
	describe.skip(`${name} (${NOT_INSTALLED})`, () => test('was left out', () => {}));
}
