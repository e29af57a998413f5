import { staleFiles, unwantedFiles } from './packed-files.ts';

test('what a package needs is wanted', () => {
	const files = [
		'LICENSE',
		'README.md',
		'dist/nodes/WhatsAppTeam/team.svg',
		'dist/src/store/latest.js',
		'dist/src/store/open.d.ts',
		'dist/src/store/open.js',
		'package.json',
	];
	expect(unwantedFiles(files)).toEqual([]);
});

test.each([
	'dist/src/store/open.ts',
	'dist/test/unit/open.js',
	'dist/src/open.test.js',
	'dist/.cache/x.js',
	'dist/nodes/webhook-sample.json',
	'dist/tsconfig.tsbuildinfo',
])('%s is unwanted', (file) => {
	expect(unwantedFiles([file])).toHaveLength(1);
});

test('a compiled file without its source is stale', () => {
	const files = ['dist/src/a.js', 'dist/src/a.d.ts', 'dist/src/b.js', 'dist/nodes/team.svg'];
	expect(staleFiles(files, (file) => file === 'src/a.ts')).toEqual([
		'dist/src/b.js has no source any more: npm run clean',
	]);
});
