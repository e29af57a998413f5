import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder, checkout } from '../n8n/checkout.ts';
import { runCommand, tail } from '../n8n/command.ts';
import type { LoadReport } from './load-packed.ts';
import { staleFiles, unwantedFiles } from './packed-files.ts';

/** Unpacked, with everything that is not a dependency. */
const sizeLimit = 2 * 1024 * 1024;

/** Loaded on first use, never at start: being installed must cost nothing. */
const heavyPackages = [
	'@whiskeysockets/baileys',
	'axios',
	'bottleneck',
	'jsonata',
	'kysely',
	'libphonenumber-js',
	'pg',
	'qrcode',
];

type Packed = {
	readonly filename: string;
	readonly size: number;
	readonly unpackedSize: number;
	readonly files: ReadonlyArray<{ readonly path: string }>;
};

type Manifest = { readonly n8n: { readonly nodes: string[]; readonly credentials: string[] } };

const { n8n } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as Manifest;
const entries = [...n8n.nodes, ...n8n.credentials];

checkPackage().then(
	(failures) => {
		if (failures > 0) process.exitCode = 1;
	},
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	},
);

/** Packs the package as it would be published, and looks at what users would get. */
async function checkPackage(): Promise<number> {
	const scratch = mkdtempSync(path.join(tmpdir(), 'package-check-'));
	try {
		const { folder, packed } = await packAndUnpack(scratch);
		const files = packed.files.map((file) => file.path);
		const loaded = await loadEntries(folder);
		const source = (file: string): boolean => existsSync(path.join(checkout, file));
		console.log(
			`package: ${files.length} files, ${kilobytes(packed.size)} packed, ` +
				`${kilobytes(packed.unpackedSize)} unpacked`,
		);
		return report([
			['has every file that package.json names', missing(entries, files)],
			['has nothing that users do not need', unwantedFiles(files)],
			['has nothing from an earlier build', staleFiles(files, source)],
			['has the sources of its source maps', lostSources(folder, files)],
			['is smaller than 2 MB', tooLarge(packed)],
			['loads in n8n', loadErrors(loaded)],
			['has the icons of its nodes and credentials', missing(icons(loaded), files)],
			['loads no heavy library at start', heavyLoads(loaded)],
		]);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** Says what was found and returns the number of checks that failed. */
function report(checks: ReadonlyArray<readonly [string, readonly string[]]>): number {
	for (const [name, problems] of checks) {
		console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} the package ${name}`);
		for (const problem of problems) console.log(`         ${problem}`);
	}
	const failed = checks.filter(([, problems]) => problems.length > 0).length;
	const counts = { passed: checks.length - failed, failed };
	mkdirSync(cacheFolder, { recursive: true });
	writeFileSync(path.join(cacheFolder, 'package-check.json'), JSON.stringify(counts));
	return failed;
}

async function packAndUnpack(scratch: string): Promise<{ folder: string; packed: Packed }> {
	// Without scripts: `npm run check` has just built what is packed.
	const args = ['pack', '--json', '--ignore-scripts', `--pack-destination=${scratch}`];
	const [packed] = JSON.parse(await run('npm', args, checkout)) as readonly Packed[];
	if (packed === undefined) throw new Error('npm pack made no tarball.');
	await run('tar', ['-xzf', packed.filename], scratch);
	// What n8n and npm would provide.
	symlinkSync(path.join(checkout, 'node_modules'), path.join(scratch, 'node_modules'));
	return { folder: path.join(scratch, 'package'), packed };
}

async function loadEntries(folder: string): Promise<LoadReport> {
	const program = path.join(checkout, 'test', 'package', 'load-packed.ts');
	const existing = entries.filter((file) => existsSync(path.join(folder, file)));
	const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
	const report = await run(process.execPath, [...flags, program, folder, ...existing], folder);
	return JSON.parse(report) as LoadReport;
}

function missing(wanted: readonly string[], files: readonly string[]): readonly string[] {
	return wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
}

function lostSources(folder: string, files: readonly string[]): readonly string[] {
	return files
		.filter((file) => file.endsWith('.map'))
		.flatMap((file) => {
			const map = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
				readonly sources: readonly string[];
			};
			const lost = map.sources.filter(
				(one) => !existsSync(path.join(folder, path.dirname(file), one)),
			);
			return lost.map((one) => `${file} leads to ${one}, which is not in the package`);
		});
}

function tooLarge({ unpackedSize }: Packed): readonly string[] {
	if (unpackedSize <= sizeLimit) return [];
	return [`it has ${kilobytes(unpackedSize)}, the limit is ${kilobytes(sizeLimit)}`];
}

function loadErrors({ files }: LoadReport): readonly string[] {
	return files.flatMap(({ file, error }) => (error === undefined ? [] : [`${file}: ${error}`]));
}

/** Paths in the package; n8n takes an icon as relative to the file that names it. */
function icons({ files }: LoadReport): readonly string[] {
	return files.flatMap(({ file, icon }) => {
		const values: readonly unknown[] =
			typeof icon === 'object' && icon !== null ? Object.values(icon) : [icon];
		return values
			.filter((value) => typeof value === 'string')
			.filter((value) => value.startsWith('file:'))
			.map((value) => path.posix.join(path.posix.dirname(file), value.slice('file:'.length)));
	});
}

function heavyLoads({ packages }: LoadReport): readonly string[] {
	return packages
		.filter(({ name }) =>
			heavyPackages.some((one) => name === one || name.startsWith(`${one}/`)),
		)
		.map(({ name, from }) => `${from} loads ${name}`);
}

async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
	const result = await runCommand({ program, args, cwd, timeoutMs: 120_000 });
	if (result.ok) return result.stdout;
	throw new Error(
		`${[program, ...args].join(' ')} failed (${result.ending}):\n${tail(result.output)}`,
	);
}

function kilobytes(bytes: number): string {
	return `${Math.ceil(bytes / 1024)} kB`;
}
