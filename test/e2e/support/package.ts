import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, checkout } from '../../n8n/checkout.ts';
import { runCommand, tail } from '../../n8n/command.ts';
import { withFileLock } from '../../n8n/file-lock.ts';

type Manifest = Readonly<Record<string, unknown>> & {
	readonly name: string;
	readonly version: string;
	readonly dependencies?: Readonly<Record<string, string>>;
};

/** The flags with which n8n's own installer calls `npm install` inside a community package. */
const installerFlags = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Packs a package as it would be published and returns the tarball's path.
 *
 * Packs `dist` as it stands: the npm scripts that come here have just built it.
 *
 * @param source folder of the package. Default: this checkout.
 * @param into an existing folder for the tarball.
 */
export async function packPackage(into: string, source: string = checkout): Promise<string> {
	const stdout = await run(source, 'npm', [
		'pack',
		'--json',
		'--ignore-scripts',
		`--pack-destination=${into}`,
	]);
	const [packed] = JSON.parse(stdout) as ReadonlyArray<{ filename: string }>;
	if (packed === undefined) throw new Error(`npm pack made no tarball of ${source}.`);
	return path.join(into, packed.filename);
}

/**
 * Installs a package into n8n's user folder by the steps of n8n's installer (a tarball, untarred,
 * its development, peer and optional dependencies cut out, `npm install` inside it), so that it
 * is found, named and resolved as a user's.
 *
 * What npm brings depends on `dependencies` alone. It is kept in `.cache` and linked from there,
 * which takes a second in place of ten; `dist` is always the one just packed.
 *
 * @returns the folder of the installed package.
 */
export async function installPackage(
	userFolder: string,
	source: string = checkout,
): Promise<string> {
	await mkdir(cacheFolder, { recursive: true });
	const scratch = await mkdtemp(path.join(cacheFolder, 'pack-'));
	try {
		const tarball = await packPackage(scratch, source);
		const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
		const { name } = await readManifest(source);
		const target = path.join(nodesFolder, 'node_modules', name);
		await rm(target, { recursive: true, force: true });
		await mkdir(target, { recursive: true });
		await run(scratch, 'tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
		const manifest = await trimManifest(target);
		await linkDependencies(target, manifest);
		await recordInstalled(nodesFolder, manifest);
		return target;
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

async function trimManifest(folder: string): Promise<Manifest> {
	const manifest: Manifest = {
		...(await readManifest(folder)),
		devDependencies: undefined,
		peerDependencies: undefined,
		optionalDependencies: undefined,
	};
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
	return manifest;
}

async function linkDependencies(folder: string, manifest: Manifest): Promise<void> {
	if (Object.keys(manifest.dependencies ?? {}).length === 0) return;
	const template = await dependencyTemplate(manifest);
	const from = path.join(template, 'node_modules');
	try {
		// Hard links: nothing writes into an installed dependency.
		await run(folder, 'cp', ['-al', from, folder]);
	} catch {
		// The user folder is on another file system, or this `cp` has no such option.
		await cp(from, path.join(folder, 'node_modules'), { recursive: true });
	}
}

/** A folder with `node_modules` for exactly these dependencies, installed once per checkout. */
async function dependencyTemplate(manifest: Manifest): Promise<string> {
	const key = JSON.stringify([manifest.dependencies, installerFlags, process.version]);
	const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
	const folder = path.join(cacheFolder, 'package-dependencies', hash);
	if (existsSync(folder)) return folder;
	await withFileLock(path.join(cacheFolder, 'package-dependencies.lock'), async () => {
		if (existsSync(folder)) return;
		const unfinished = `${folder}.unfinished`;
		await rm(unfinished, { recursive: true, force: true });
		await mkdir(unfinished, { recursive: true });
		await writeFile(
			path.join(unfinished, 'package.json'),
			JSON.stringify({ name: manifest.name, dependencies: manifest.dependencies }),
		);
		await run(unfinished, 'npm', ['install', ...installerFlags]);
		await rename(unfinished, folder);
	});
	return folder;
}

async function recordInstalled(nodesFolder: string, manifest: Manifest): Promise<void> {
	const file = path.join(nodesFolder, 'package.json');
	const before = existsSync(file) ? await readManifest(nodesFolder) : undefined;
	const dependencies = { ...before?.dependencies, [manifest.name]: manifest.version };
	await writeFile(file, JSON.stringify({ name: 'installed-nodes', private: true, dependencies }));
}

async function readManifest(folder: string): Promise<Manifest> {
	return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function run(cwd: string, program: string, args: readonly string[]): Promise<string> {
	const result = await runCommand({ program, args, cwd, timeoutMs: 5 * 60_000 });
	if (result.ok) return result.stdout;
	const call = [program, ...args].join(' ');
	throw new Error(`${call} in ${cwd} failed (${result.ending}):\n${tail(result.output)}`);
}
