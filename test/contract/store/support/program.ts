import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';

/** How a program ended. */
export interface End {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stderr: string;
}

/** A program of this folder that runs as a process of its own, and says things line by line. */
export class Program {
	/** All that it has said so far. */
	readonly lines: string[] = [];
	readonly ended: Promise<End>;
	readonly #process: ChildProcess;
	readonly #listeners = new Set<() => void>();

	/** @param file its name in this folder */
	constructor(file: string, ...parameters: string[]) {
		const program = path.join(__dirname, file);
		const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
		const child = spawn(process.execPath, [quiet, program, ...parameters], {
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		this.#process = child;
		let stderr = '';
		child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
		createInterface({ input: child.stdout }).on('line', (line) => {
			this.lines.push(line);
			this.#tell();
		});
		this.ended = new Promise((resolve) => {
			// Not at `exit`: what it has said may still be on its way then.
			child.on('close', (code, signal) => {
				resolve({ code, signal, stderr });
				this.#tell();
			});
		});
	}

	/** Waits until it has said so many lines. Throws if it ends before. */
	async hasSaid(count: number): Promise<void> {
		while (this.lines.length < count) {
			if (this.#process.exitCode !== null) {
				throw new Error(`It has ended: ${(await this.ended).stderr}`);
			}
			await new Promise<void>((resolve) => this.#listeners.add(resolve));
		}
	}

	/** Asks it to come to an end. */
	finish(): void {
		this.#process.stdin?.end();
	}

	/** Ends it as a power cut would. */
	async kill(): Promise<End> {
		this.#process.kill('SIGKILL');
		return await this.ended;
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
		this.#listeners.clear();
	}
}

/** Starts programs; those that still run after a test are killed. */
export function usePrograms(): (file: string, ...parameters: string[]) => Program {
	const started: Program[] = [];
	afterEach(async () => {
		await Promise.all(started.splice(0).map((program) => program.kill()));
	});
	return (...parameters) => {
		const program = new Program(...parameters);
		started.push(program);
		return program;
	};
}
