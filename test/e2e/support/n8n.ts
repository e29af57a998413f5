import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder, checkout } from '../../n8n/checkout.ts';
import { tail } from '../../n8n/command.ts';
import { ensureN8n } from '../../n8n/install.ts';
import type { N8nInstall } from '../../n8n/install.ts';
import { guardProcessGroup, killGroup } from '../../n8n/process-guard.ts';
import { waitFor } from './deadline.ts';
import { freePort } from './free-port.ts';
import { leaksIn, secretsIn } from './log-secrets.ts';
import { ENCRYPTION_KEY, n8nEnvironment } from './n8n-environment.ts';
import { installPackage } from './package.ts';
import { ProcessLog } from './process-log.ts';
import { N8nRest } from './rest.ts';

/** How an n8n is started. Every field has a default. */
export type N8nOptions = {
	/** Name of the log file in `.cache/e2e-logs`. Default: `n8n`. */
	readonly name?: string;
	/** Folders of the packages to install. Default: this checkout. */
	readonly packages?: readonly string[];
	/**
	 * n8n's user folder, which is then the caller's: `close()` leaves it. Must not lie inside the
	 * checkout, whose `node_modules` would be found from there. Default: a new one, removed by
	 * `close()`.
	 */
	readonly userFolder?: string;
	/** Default: a free one. */
	readonly port?: number;
	/** Environment variables over those of the harness. */
	readonly env?: Readonly<Record<string, string>>;
	/** Flags for the Node that runs n8n, such as `--require /some/file.cjs`. */
	readonly nodeOptions?: string;
	/** Types of the only nodes to load, ours included. Default: all nodes. */
	readonly nodesInclude?: readonly string[];
	/** Deadline of one start in milliseconds. Default: 120,000. */
	readonly startTimeoutMs?: number;
	/** Ends a start that is under way; nothing is left behind. Default: only the deadline does. */
	readonly signal?: AbortSignal;
	/** Told about an install that takes long. Default: standard error. */
	readonly progress?: (line: string) => void;
};

/**
 * Starts n8n with our package installed, waits until it answers, and makes its owner.
 *
 * It ends with this process, however that ends. Fails with the tail of n8n's log.
 */
export async function startN8n(options: N8nOptions = {}): Promise<N8n> {
	const install = await ensureN8n(options.progress ?? console.error);
	const ownFolder = options.userFolder === undefined;
	const userFolder = options.userFolder ?? (await mkdtemp(path.join(tmpdir(), 'n8n-e2e-')));
	let n8n: N8n | undefined;
	try {
		await mkdir(userFolder, { recursive: true });
		for (const source of options.packages ?? [checkout]) {
			await installPackage(userFolder, source);
			options.signal?.throwIfAborted();
		}
		const port = options.port ?? (await freePort());
		n8n = new N8n({
			...options,
			install,
			userFolder,
			ownFolder,
			port,
			brokerPort: await freePort(),
		});
		await n8n.start();
		return n8n;
	} catch (error) {
		await n8n?.close();
		if (ownFolder) await rm(userFolder, { recursive: true, force: true });
		throw error;
	}
}

type Settings = N8nOptions & {
	readonly install: N8nInstall;
	readonly userFolder: string;
	readonly ownFolder: boolean;
	readonly port: number;
	readonly brokerPort: number;
};

/** A real n8n in a process group of its own. Made by `startN8n()`. */
export class N8n {
	/** `http://127.0.0.1:<port>`, the same over restarts. */
	readonly baseUrl: string;
	readonly port: number;
	readonly version: string;
	/** n8n's user folder: `<userFolder>/.n8n` has its database and the installed package. */
	readonly userFolder: string;
	/** n8n's REST API, logged in as its owner. Stays valid over restarts. */
	readonly rest: N8nRest;
	readonly #settings: Settings;
	readonly #log: ProcessLog;
	#running: RunningN8n | undefined;
	#closed = false;

	constructor(settings: Settings) {
		this.#settings = settings;
		this.port = settings.port;
		this.baseUrl = `http://127.0.0.1:${settings.port}`;
		this.version = settings.install.version;
		this.userFolder = settings.userFolder;
		this.rest = new N8nRest(this.baseUrl);
		const name = `${settings.name ?? 'n8n'}-${Date.now()}-${settings.port}.log`;
		this.#log = new ProcessLog(path.join(cacheFolder, 'e2e-logs', name));
	}

	/** The process id of n8n, `undefined` while it does not run. */
	get pid(): number | undefined {
		return this.#running?.child.pid;
	}

	/** The file with everything n8n wrote, over all restarts. */
	get logFile(): string {
		return this.#log.file;
	}

	/** The last 2,000 lines n8n wrote, over all restarts. */
	log(): string {
		return this.#log.text();
	}

	/** Starts n8n, waits until it is ready and logs in. Does nothing while it runs. */
	async start(): Promise<void> {
		if (this.#closed) throw new Error('This n8n was closed.');
		if (this.#running !== undefined) return;
		const running = this.#spawn();
		this.#running = running;
		const { startTimeoutMs = 120_000, signal } = this.#settings;
		try {
			await waitFor(
				'n8n to become ready',
				async () => {
					signal?.throwIfAborted();
					if (running.ended) throw new Error('n8n ended while it started.');
					return (await this.#isReady()) ? true : undefined;
				},
				{ timeoutMs: startTimeoutMs },
			);
			await this.rest.logIn();
		} catch (error) {
			await this.kill();
			const reason = error instanceof Error ? error.message : String(error);
			const log = `The last lines of its log (${this.logFile}):\n${tail(this.log(), 40)}`;
			throw new Error(`n8n could not be started. ${reason}\n${log}`, { cause: error });
		}
	}

	/** Ends n8n as a power cut would (SIGKILL to its whole group), and waits until it is gone. */
	async kill(): Promise<void> {
		const running = this.#running;
		if (running === undefined) return;
		if (running.child.pid !== undefined) killGroup(running.child.pid);
		await running.end;
	}

	/**
	 * Asks n8n to end (SIGTERM) and waits until it did. n8n closes triggers and waits for running
	 * executions, 30 s at most.
	 *
	 * @param timeoutMs deadline, after which it is killed and this fails. Default: 45,000.
	 * @returns the exit code; `null` if it ended by a signal.
	 */
	async stop(timeoutMs = 45_000): Promise<number | null> {
		const running = this.#running;
		if (running === undefined) return null;
		running.child.kill('SIGTERM');
		const look = (): true | undefined => (running.ended ? true : undefined);
		try {
			await waitFor('n8n to end after SIGTERM', look, { timeoutMs });
		} catch (error) {
			await this.kill();
			throw error;
		}
		return running.end;
	}

	/** `stop()` and `start()`: same folder, same port. After `kill()`, call `start()`. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/**
	 * Kills n8n and removes its user folder unless that is the caller's. Safe to call twice.
	 *
	 * @throws if its log holds what people wrote, or a key of a linked number
	 */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.kill();
		await this.#log.close();
		const { userFolder, env = {} } = this.#settings;
		const leaks = leaksIn(this.logFile, await secretsIn(userFolder, ENCRYPTION_KEY, env));
		if (this.#settings.ownFolder) {
			await rm(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
		}
		if (leaks.length === 0) return;
		throw new Error(`The log of n8n (${this.logFile}) holds secrets: ${leaks.join(', ')}`);
	}

	#spawn(): RunningN8n {
		const { install, userFolder, ownFolder, env: extra } = this.#settings;
		const child = spawn(install.node, [install.script, 'start'], {
			cwd: userFolder,
			env: n8nEnvironment({ ...this.#settings, node: install.node, extra }),
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		child.stdout.on('data', (chunk: Buffer) => this.#log.write(chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => this.#log.write(chunk.toString()));
		const guard =
			child.pid === undefined
				? undefined
				: guardProcessGroup(child.pid, ownFolder ? userFolder : '');
		const running: RunningN8n = {
			child,
			ended: false,
			end: new Promise((resolve) => {
				const onEnd = (code: number | null): void => {
					guard?.release();
					running.ended = true;
					if (this.#running === running) this.#running = undefined;
					resolve(code);
				};
				child.once('close', onEnd);
				child.once('error', (error) => {
					this.#log.write(`${error.message}\n`);
					onEnd(null);
				});
			}),
		};
		return running;
	}

	async #isReady(): Promise<boolean> {
		try {
			const url = `${this.baseUrl}/healthz/readiness`;
			const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
			await response.arrayBuffer();
			return response.ok;
		} catch {
			return false;
		}
	}
}

type RunningN8n = {
	readonly child: ChildProcess;
	/** Resolves with the exit code. */
	readonly end: Promise<number | null>;
	ended: boolean;
};
