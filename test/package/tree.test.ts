import { readdirSync } from 'node:fs';
import { checkout } from '../n8n/checkout.ts';

const product = [
	'README.md',
	'credentials',
	'dist',
	'gulpfile.js',
	'nodes',
	'package.json',
	'src',
	'test',
	'tsconfig.json',
];

const whatEveryRepositoryHas = [
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'LICENSE',
	'SECURITY.md',
	'docs',
	'package-lock.json',
];

const leftByTools = ['coverage', 'node_modules'];

test('the top level holds what the architecture names and nothing else', () => {
	expect(unexpected(readdirSync(checkout))).toEqual([]);
});

test('a folder or file of any other name is noticed', () => {
	const found = ['.github', 'lib', 'notes.md', 'package.json', 'x-0.1.0.tgz', 'utils.ts'];
	expect(unexpected(found)).toEqual(['lib', 'notes.md', 'utils.ts']);
});

function unexpected(entries: readonly string[]): readonly string[] {
	const allowed = new Set([...product, ...whatEveryRepositoryHas, ...leftByTools]);
	const ignoredByGit = /\.(log|tgz)$/;
	return entries.filter(
		(entry) => !allowed.has(entry) && !entry.startsWith('.') && !ignoredByGit.test(entry),
	);
}
