import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, checkout, n8nFolder } from './checkout.ts';
import { runCommand, tail, toolEnvironment } from './command.ts';
import type { CommandResult } from './command.ts';
import { withFileLock } from './file-lock.ts';

/** Where the pinned n8n stands. */
export type N8nInstall = {
	readonly version: string;
	/** Absolute path of the Node 24 that runs it. */
	readonly node: string;
	/** Absolute path of n8n's start script, an argument to `node`. */
	readonly script: string;
};

type Progress = (line: string) => void;

const nodeModules = path.join(n8nFolder, 'node_modules');
const node = path.join(nodeModules, 'node', 'bin', 'node');
/** Inside `node_modules`, so that deleting the one deletes the other. */
const stampFile = path.join(nodeModules, '.installed');
const minute = 60_000;

/**
 * Makes sure that the pinned n8n is installed, and says where.
 *
 * Takes 2 to 5 minutes and 2 GB the first time and nothing afterwards: a stamp keeps the hash of
 * the lock file. Two processes may call it at once; the second waits. Fails with the tail of npm's
 * output.
 *
 * @param progress told what happens, at least every five seconds. Default: nobody is told.
 */
export async function ensureN8n(progress: Progress = () => {}): Promise<N8nInstall> {
	if (!isStamped()) {
		const onWait = (): void => progress('n8n: waiting for another process that installs it');
		await withFileLock(path.join(cacheFolder, 'n8n-install.lock'), () => install(progress), {
			onWait,
		});
	}
	return { version: installedVersion(), node, script: path.join(nodeModules, 'n8n/bin/n8n') };
}

async function install(progress: Progress): Promise<void> {
	if (isStamped()) return;
	const started = Date.now();
	// Without scripts: n8n's tree has some that fail or download much, and two that are needed.
	await step('installing packages', ['install', '--legacy-peer-deps', '--ignore-scripts']);
	if (!(await runsNode24())) await step('bringing Node 24', ['rebuild', 'node']);
	if (!(await loadsSqlite())) await installSqlite(progress);
	writeFileSync(stampFile, stamp());
	progress(`n8n ${installedVersion()} is installed (${seconds(Date.now() - started)})`);

	async function step(what: string, args: readonly string[]): Promise<void> {
		const result = await npm(what, args, progress);
		if (!result.ok) throw failure(what, args, result);
	}
}

/**
 * Downloads the built driver or, where that fails, compiles it. A compiler also needs Node's
 * headers: npm downloads them, or they stand beside the Node of the machine (any version will do,
 * the driver uses only Node's stable binary interface).
 */
async function installSqlite(progress: Progress): Promise<void> {
	const what = 'bringing the SQLite driver';
	const args = ['rebuild', 'sqlite3'];
	let result = await npm(what, args, progress);
	if (result.ok && (await loadsSqlite())) return;
	for (const nodedir of foldersWithHeaders()) {
		result = await npm(`${what} with the headers in ${nodedir}`, args, progress, {
			npm_config_nodedir: nodedir,
		});
		if (result.ok && (await loadsSqlite())) return;
	}
	const missing = await missingPrograms(['g++', 'make', 'python3']);
	throw failure(what, args, result, [
		'n8n stores its data with the npm package sqlite3. Its built driver could not be downloaded,',
		missing.length > 0
			? `and it cannot be compiled without ${missing.join(', ')}: install them and try again.`
			: 'and compiling it failed, although g++, make and python3 are there.',
	]);
}

function npm(
	what: string,
	args: readonly string[],
	progress: Progress,
	env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
	progress(`n8n: ${what} (npm ${args.join(' ')})`);
	const tools = toolEnvironment();
	return runCommand({
		program: 'npm',
		args,
		cwd: n8nFolder,
		env: { ...tools, ...env, PATH: `${nodeModules}/.bin${path.delimiter}${tools['PATH']}` },
		timeoutMs: 20 * minute,
		onTick: (elapsedMs) => progress(`n8n: ${what}, ${seconds(elapsedMs)}`),
	});
}

function failure(
	what: string,
	args: readonly string[],
	result: CommandResult,
	advice: readonly string[] = [],
): Error {
	const lines = [
		`n8n could not be installed: ${what} failed (npm ${args.join(' ')}: ${result.ending}).`,
		...advice,
		`The last lines of npm, run in ${path.relative(checkout, n8nFolder)}:`,
		tail(result.output),
	];
	return new Error(lines.join('\n'));
}

async function runsNode24(): Promise<boolean> {
	if (!existsSync(node)) return false;
	const result = await runNode('process.stdout.write(process.version)');
	return result.ok && result.stdout.startsWith('v24.');
}

async function loadsSqlite(): Promise<boolean> {
	const open = "new (require('sqlite3').Database)(':memory:', (e) => process.exit(e ? 1 : 0))";
	return (await runNode(open)).ok;
}

function runNode(code: string): Promise<CommandResult> {
	return runCommand({ program: node, args: ['-e', code], cwd: n8nFolder, timeoutMs: minute });
}

function foldersWithHeaders(): readonly string[] {
	const programs = (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, 'node'));
	const roots = programs
		.filter((file) => existsSync(file))
		.map((file) => path.resolve(realpathSync(file), '../..'));
	return [...new Set([...roots, '/usr/local', '/usr'])].filter((root) =>
		existsSync(path.join(root, 'include/node/node_api.h')),
	);
}

async function missingPrograms(programs: readonly string[]): Promise<readonly string[]> {
	const missing: string[] = [];
	for (const program of programs) {
		const result = await runCommand({
			program,
			args: ['--version'],
			cwd: n8nFolder,
			timeoutMs: minute,
		});
		if (!result.ok) missing.push(program);
	}
	return missing;
}

function isStamped(): boolean {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

function stamp(): string {
	const hash = createHash('sha256');
	for (const name of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(n8nFolder, name)));
	}
	return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`;
}

function installedVersion(): string {
	const manifest = readFileSync(path.join(nodeModules, 'n8n', 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}

function seconds(milliseconds: number): string {
	return `${Math.round(milliseconds / 1000)} s`;
}

if (process.argv[1]?.endsWith(path.join('test', 'n8n', 'install.ts'))) {
	ensureN8n(console.log).then(
		({ version, script }) => console.log(`n8n ${version}: ${script}`),
		(error: unknown) => {
			console.error(error instanceof Error ? error.message : error);
			process.exitCode = 1;
		},
	);
}
