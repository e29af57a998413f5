import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { guardProcessGroup, killGroup, type ProcessGuard } from '../n8n/process-guard.ts';
import { Page, type PageLook } from './page.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The program, `undefined` where none is installed. */
export function chromiumProgram(): string | undefined {
	return [process.env['CHROMIUM'] ?? '', ...PLACES].find(
		(file) => file !== '' && existsSync(file),
	);
}

interface Answer {
	readonly id?: number;
	readonly method?: string;
	readonly params?: Readonly<Record<string, unknown>>;
	readonly result?: unknown;
	readonly error?: { readonly message: string };
	readonly sessionId?: string;
}

/** Hears of what happens in a tab. */
export type Listener = (method: string, params: Readonly<Record<string, unknown>>) => void;

/**
 * A real browser without a window, driven over its DevTools protocol.
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export class Chromium {
	readonly #process: ChildProcess;
	/** Ends the browser if the tests end without closing it. */
	readonly #guard: ProcessGuard;
	readonly #folder: string;
	readonly #socket: WebSocket;
	readonly #waiting = new Map<number, (answer: Answer) => void>();
	readonly #listeners = new Map<string, Listener>();
	#lastId = 0;

	private constructor(
		process: ChildProcess,
		guard: ProcessGuard,
		folder: string,
		socket: WebSocket,
	) {
		this.#process = process;
		this.#guard = guard;
		this.#folder = folder;
		this.#socket = socket;
		socket.addEventListener('message', ({ data }) => {
			const answer = JSON.parse(String(data)) as Answer;
			if (answer.id === undefined) {
				const { sessionId = '', method = '', params = {} } = answer;
				this.#listeners.get(sessionId)?.(method, params);
				return;
			}
			this.#waiting.get(answer.id)?.(answer);
			this.#waiting.delete(answer.id);
		});
	}

	static async launch(): Promise<Chromium> {
		const program = chromiumProgram();
		if (program === undefined) throw new Error('No Chromium is installed');
		const folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-chromium-'));
		const child = spawn(
			program,
			[
				'--headless=new',
				'--remote-debugging-port=0',
				`--user-data-dir=${folder}`,
				'--no-sandbox',
				'--no-first-run',
				'--disable-dev-shm-usage',
				'--hide-scrollbars',
				'about:blank',
			],
			{ stdio: ['ignore', 'ignore', 'pipe'], detached: true },
		);
		const guard = guardProcessGroup(child.pid ?? 0, folder);
		const socket = new WebSocket(await addressOf(child));
		await new Promise((resolve, reject) => {
			socket.addEventListener('open', resolve, { once: true });
			socket.addEventListener('error', reject, { once: true });
		});
		return new Chromium(child, guard, folder, socket);
	}

	/** Calls a method of the protocol. */
	async call<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
		this.#lastId += 1;
		const id = this.#lastId;
		const answer = await new Promise<Answer>((resolve) => {
			this.#waiting.set(id, resolve);
			this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
		});
		if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
		return answer.result as T;
	}

	/** Opens a tab. */
	async open(url: string, look: PageLook): Promise<Page> {
		const { targetId } = await this.call<{ targetId: string }>('Target.createTarget', {
			url: 'about:blank',
		});
		const { sessionId } = await this.call<{ sessionId: string }>('Target.attachToTarget', {
			targetId,
			flatten: true,
		});
		const page = new Page((method, params) => this.call(method, params, sessionId));
		this.#listeners.set(sessionId, page.hear);
		await page.start(url, look);
		return page;
	}

	async close(): Promise<void> {
		const ended = new Promise((resolve) => this.#process.once('exit', resolve));
		this.#socket.close();
		killGroup(this.#process.pid ?? 0);
		await ended;
		this.#guard.release();
		await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function addressOf(child: ChildProcess): Promise<string> {
	if (child.stderr === null) throw new Error('Chromium cannot be heard');
	for await (const line of createInterface({ input: child.stderr })) {
		const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
		if (address !== undefined) return address;
	}
	throw new Error('Chromium has ended before it listened');
}
