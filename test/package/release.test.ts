import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/checkout.ts';
import { reasonsAgainst } from './release.ts';

const changelog = '# Changelog\n\n## 1.2.0 (2026-11-21)\n\n- Added.\n\n## 1.1.0 (2026-11-01)\n';
const read = (file: string): string => readFileSync(path.join(checkout, file), 'utf8');

test('a version whose tag and changelog say so may be published', () => {
	expect(reasonsAgainst({ version: '1.2.0', tag: 'v1.2.0', changelog })).toEqual([]);
});

test.each([
	['another tag', { tag: 'v1.2.1' }, 'The tag is v1.2.1, but package.json says 1.2.0.'],
	['a tag without v', { tag: '1.2.0' }, 'The tag is 1.2.0, but package.json says 1.2.0.'],
	[
		'no heading of its own',
		{ changelog: '# Changelog\n\n## 1.2.0-beta (2026-11-20)\n' },
		'CHANGELOG.md has no heading "## 1.2.0 (date)".',
	],
	[
		'a heading without a date',
		{ changelog: '## 1.2.0 (unreleased)\n' },
		'CHANGELOG.md says "## 1.2.0 (unreleased)": the heading needs its date, as in 2026-11-21.',
	],
	[
		'no workflow around it',
		{ tag: undefined },
		'Nobody publishes from their own machine: push the tag v1.2.0, and the workflow "Publish" does the rest.',
	],
])('a version with %s may not', (_, difference, reason) => {
	expect(reasonsAgainst({ version: '1.2.0', tag: 'v1.2.0', changelog, ...difference })).toEqual([
		reason,
	]);
});

test('npm asks before it publishes, after the workflow has tested everything', () => {
	const { scripts } = JSON.parse(read('package.json')) as {
		readonly scripts: Readonly<Record<string, string>>;
	};
	const publish = read('.github/workflows/publish.yml');

	expect(scripts['prepublishOnly']).toContain('test/package/may-publish.ts');
	expect(publish).toContain('needs: tests');
	expect(publish).toContain('id-token: write');
	expect(publish).toContain('npm publish --provenance');
	expect(read('.github/workflows/ci.yml')).toContain('bash .ci/run');
});
