import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AuthenticationState, WASocket } from '@whiskeysockets/baileys';
import type { Crew } from './crew.ts';

type Library = typeof import('@whiskeysockets/baileys');

const SILENT = {
	level: 'silent',
	child: () => SILENT,
	trace: () => undefined,
	debug: () => undefined,
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
};

/** Where a bare number has its keys, and how it keeps those of its link. */
interface Keys {
	readonly state: AuthenticationState;
	readonly save: () => Promise<void>;
}

/**
 * Baileys alone. Its keys in memory: the least that a linked number can cost. In files: what Baileys
 * brings along for those who want to be linked still after a restart.
 */
export async function bareCrew(where: 'memory' | 'files'): Promise<Crew> {
	const baileys = (await import('@whiskeysockets/baileys')) as Library;
	const folder = await mkdtemp(path.join(tmpdir(), 'bare-linked-'));
	const numbers = new Map<string, Bare>();
	let received = 0;
	return {
		async link(phone, onQr) {
			const keys =
				where === 'files'
					? await inFiles(baileys, path.join(folder, phone))
					: inMemory(baileys);
			const bare = new Bare(baileys, keys, onQr, (count) => (received += count));
			numbers.set(phone, bare);
			await bare.open();
		},
		received: () => received,
		async send(phone, to, text) {
			await numbers.get(phone)?.send(to, text);
		},
		connected: () => [...numbers.values()].filter((bare) => bare.isOpen).length,
		async close() {
			for (const bare of numbers.values()) bare.close();
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

async function inFiles(baileys: Library, folder: string): Promise<Keys> {
	const { state, saveCreds } = await baileys.useMultiFileAuthState(folder);
	return { state, save: saveCreds };
}

function inMemory(baileys: Library): Keys {
	const kept = new Map<string, unknown>();
	const keys: AuthenticationState['keys'] = {
		get: (type, ids) => {
			const found = ids.flatMap((id) => {
				const value = kept.get(`${type} ${id}`);
				return value === undefined ? [] : [[id, value] as const];
			});
			return Object.fromEntries(found) as never;
		},
		set: (data) => {
			for (const [type, values] of Object.entries(data)) {
				for (const [id, value] of Object.entries(values ?? {})) {
					if (value === null) kept.delete(`${type} ${id}`);
					else kept.set(`${type} ${id}`, value);
				}
			}
		},
	};
	return { state: { creds: baileys.initAuthCreds(), keys }, save: () => Promise.resolve() };
}

class Bare {
	isOpen = false;
	readonly #baileys: Library;
	readonly #onQr: (text: string) => void;
	readonly #onReceived: (count: number) => void;
	readonly #keys: Keys;
	#socket: WASocket | null = null;
	#isClosed = false;

	constructor(
		baileys: Library,
		keys: Keys,
		onQr: (text: string) => void,
		onReceived: (count: number) => void,
	) {
		this.#baileys = baileys;
		this.#onQr = onQr;
		this.#onReceived = onReceived;
		this.#keys = keys;
	}

	/** Resolves when the number is linked and connected; connects again by itself later. */
	async open(): Promise<void> {
		await new Promise<void>((resolve) => this.#connect(resolve));
	}

	async send(to: string, text: string): Promise<void> {
		const socket = this.#socket;
		if (socket === null) throw new Error('not connected');
		const messageId = this.#baileys.generateMessageIDV2(this.#keys.state.creds.me?.id);
		const ack = socket.waitForMessage(messageId, 20_000);
		await socket.sendMessage(`${to}@s.whatsapp.net`, { text }, { messageId });
		if ((await ack) === undefined) throw new Error('no ack');
	}

	close(): void {
		this.#isClosed = true;
		void this.#socket?.end(undefined);
	}

	#connect(onOpen: () => void): void {
		const { state, save } = this.#keys;
		const socket = this.#baileys.makeWASocket({
			logger: SILENT as never,
			syncFullHistory: false,
			markOnlineOnConnect: false,
			auth: state,
		});
		this.#socket = socket;
		socket.ev.on('creds.update', (update) => {
			Object.assign(state.creds, update);
			void save();
		});
		socket.ev.on('messages.upsert', ({ messages }) => {
			const ours = messages.filter(({ key, message }) => key.fromMe !== true && message);
			this.#onReceived(ours.length);
		});
		socket.ev.on('connection.update', ({ connection, qr }) => {
			if (qr !== undefined) this.#onQr(qr);
			if (connection === 'open') {
				this.isOpen = true;
				onOpen();
			}
			if (connection === 'close') {
				this.isOpen = false;
				if (!this.#isClosed) this.#connect(onOpen);
			}
		});
	}
}
