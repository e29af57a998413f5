import { spawn } from 'node:child_process';
import path from 'node:path';
import { guardProcessGroup, killGroup } from './process-guard.ts';

/** What to run, and for how long at most. */
export type Command = {
	readonly program: string;
	readonly args: readonly string[];
	readonly cwd: string;
	/** Replaces the environment. Default: `toolEnvironment()`. */
	readonly env?: NodeJS.ProcessEnv;
	/** Deadline in milliseconds, after which the program and its children are killed. */
	readonly timeoutMs: number;
	/** Told every five seconds how long it has been running, in milliseconds. */
	readonly onTick?: (elapsedMs: number) => void;
};

/** How a program ended. */
export type CommandResult = {
	readonly ok: boolean;
	readonly stdout: string;
	/** Standard output and standard error in the order they were written. */
	readonly output: string;
	/** `exit code 1`, `killed after 60 s`, `could not be started: ...`. */
	readonly ending: string;
};

/**
 * Runs a program to its end. Never rejects: a program that fails is a result. It ends with this
 * process, however that ends.
 */
export function runCommand(command: Command): Promise<CommandResult> {
	const { program, args, cwd, env = toolEnvironment(), timeoutMs, onTick } = command;
	const started = Date.now();
	return new Promise((resolve) => {
		// In a group of its own, so that the deadline also ends compilers and shells below it.
		const child = spawn(program, args, {
			cwd,
			env,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const guard = child.pid === undefined ? undefined : guardProcessGroup(child.pid);
		let stdout = '';
		let output = '';
		let timedOut = false;
		child.stdout.on('data', (chunk: Buffer) => {
			stdout += chunk.toString();
			output += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		const tick = setInterval(() => onTick?.(Date.now() - started), 5000);
		const deadline = setTimeout(() => {
			timedOut = true;
			if (child.pid !== undefined) killGroup(child.pid);
		}, timeoutMs);
		const end = (ok: boolean, ending: string): void => {
			clearInterval(tick);
			clearTimeout(deadline);
			guard?.release();
			resolve({ ok, stdout, output, ending });
		};
		child.on('error', (error) => end(false, `could not be started: ${error.message}`));
		child.on('close', (code, signal) => {
			if (timedOut) end(false, `killed after ${timeoutMs / 1000} s`);
			else end(code === 0, `exit ${code === null ? `signal ${signal}` : `code ${code}`}`);
		});
	});
}

/**
 * The environment for npm and other tools: ours, with Node 24 (the one running this) first in
 * `PATH` and without what a test runner sets.
 */
export function toolEnvironment(): NodeJS.ProcessEnv {
	return {
		...process.env,
		NODE_ENV: undefined,
		NODE_OPTIONS: undefined,
		JEST_WORKER_ID: undefined,
		PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
	};
}

/** The last `count` lines of a program's output, indented for an error message. */
export function tail(output: string, count = 25): string {
	const lines = output.trimEnd().split('\n').slice(-count);
	return lines.map((line) => `    ${line}`).join('\n');
}
