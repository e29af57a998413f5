import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand, tail } from '../n8n/command.ts';
import { guardProcessGroup, killGroup, type ProcessGuard } from '../n8n/process-guard.ts';
import { freePort } from '../e2e/support/free-port.ts';
import { postgresPrograms } from './binaries.ts';

/** The password of the one user: it must be written as `%40%2F` in a URL and seen nowhere. */
export const PASSWORD = 'p@/secret';

/** PostgreSQL refuses to run as root; Debian's package brings this user. */
const SYSTEM_USER = 'postgres';

/** Makes and starts a PostgreSQL of its own. It ends with this process, however that ends. */
export async function startPostgres(): Promise<PostgresServer> {
	const programs = postgresPrograms();
	if (programs === undefined) throw new Error('PostgreSQL is not installed.');
	const folder = await mkdtemp(path.join(tmpdir(), 'team-postgres-'));
	const server = new PostgresServer(programs, folder, await freePort());
	try {
		await server.make();
		await server.start();
		return server;
	} catch (error) {
		await server.close();
		throw error;
	}
}

/** A PostgreSQL with the user `postgres`, the database `postgres` and {@link PASSWORD}. */
export class PostgresServer {
	readonly port: number;
	readonly #programs: string;
	readonly #folder: string;
	#running: { readonly child: ChildProcess; readonly guard: ProcessGuard | undefined } | null =
		null;
	#log = '';

	constructor(programs: string, folder: string, port: number) {
		this.#programs = programs;
		this.#folder = folder;
		this.port = port;
	}

	/** The address of a database of this server. */
	url(database = 'postgres'): string {
		const password = encodeURIComponent(PASSWORD);
		return `postgres://postgres:${password}@127.0.0.1:${this.port}/${database}`;
	}

	/** Makes the files of the databases. */
	async make(): Promise<void> {
		const file = path.join(this.#folder, 'password');
		await writeFile(file, PASSWORD);
		await chmod(this.#folder, 0o755);
		if (isRoot()) await run('chown', ['-R', `${SYSTEM_USER}:`, this.#folder]);
		const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${file}`];
		const [program, args] = this.#command('initdb', [
			...['-D', this.#data, ...access, '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
		]);
		await run(program, args);
	}

	/** Starts it and waits until it answers. Does nothing while it runs. */
	async start(): Promise<void> {
		if (this.#running !== null) return;
		const settings = [
			`listen_addresses=127.0.0.1`,
			`unix_socket_directories=${this.#folder}`,
			// A crash of the machine is not what is tested.
			'fsync=off',
		];
		const [program, args] = this.#command('postgres', [
			...['-D', this.#data, '-p', String(this.port)],
			...settings.flatMap((setting) => ['-c', setting]),
		]);
		const child = spawn(program, args, {
			cwd: this.#folder,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const note = (chunk: Buffer): void => {
			this.#log = (this.#log + chunk.toString()).slice(-20_000);
		};
		child.stdout.on('data', note);
		child.stderr.on('data', note);
		const guard =
			child.pid === undefined ? undefined : guardProcessGroup(child.pid, this.#folder);
		this.#running = { child, guard };
		await this.#untilReady(child);
	}

	/** Ends it as an administrator would, who waits for nobody. */
	async stop(): Promise<void> {
		await this.#end('SIGINT');
	}

	/** Ends it as a crash would, and everybody's connection. */
	async crash(): Promise<void> {
		await this.#end('SIGQUIT');
	}

	/** Ends it and removes all it has. Safe to call twice. */
	async close(): Promise<void> {
		const pid = this.#running?.child.pid;
		if (pid !== undefined) {
			const end = this.#end('SIGKILL');
			killGroup(pid);
			await end;
		}
		await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}

	get #data(): string {
		return path.join(this.#folder, 'data');
	}

	#command(program: string, args: readonly string[]): readonly [string, readonly string[]] {
		const file = path.join(this.#programs, program);
		if (!isRoot()) return [file, args];
		const user = [`--reuid=${SYSTEM_USER}`, `--regid=${SYSTEM_USER}`, '--init-groups'];
		return ['setpriv', [...user, file, ...args]];
	}

	async #untilReady(child: ChildProcess): Promise<void> {
		const deadline = Date.now() + 60_000;
		for (;;) {
			const question = ['-h', '127.0.0.1', '-p', String(this.port)];
			const answer = await runCommand({
				program: path.join(this.#programs, 'pg_isready'),
				args: question,
				cwd: this.#folder,
				timeoutMs: 10_000,
			});
			if (answer.ok) return;
			if (child.exitCode !== null || Date.now() > deadline) {
				throw new Error(`PostgreSQL could not be started:\n${tail(this.#log)}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		const running = this.#running;
		if (running === null) return;
		this.#running = null;
		const { child, guard } = running;
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill(signal);
			await ended;
		}
		guard?.release();
	}
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

async function run(program: string, args: readonly string[]): Promise<void> {
	const result = await runCommand({ program, args, cwd: tmpdir(), timeoutMs: 60_000 });
	if (!result.ok) throw new Error(`${program}: ${result.ending}\n${tail(result.output)}`);
}
