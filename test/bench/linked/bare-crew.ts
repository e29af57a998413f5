import type { AuthenticationCreds, WASocket } from '@whiskeysockets/baileys';
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

/** Baileys alone, its keys in memory: the least that a linked number can cost. */
export async function bareCrew(): Promise<Crew> {
	const baileys = (await import('@whiskeysockets/baileys')) as Library;
	const numbers = new Map<string, Bare>();
	let received = 0;
	return {
		async link(phone, onQr) {
			const bare = new Bare(baileys, onQr, (count) => (received += count));
			numbers.set(phone, bare);
			await bare.open();
		},
		received: () => received,
		async send(phone, to, text) {
			await numbers.get(phone)?.send(to, text);
		},
		connected: () => [...numbers.values()].filter((bare) => bare.isOpen).length,
		close() {
			for (const bare of numbers.values()) bare.close();
			return Promise.resolve();
		},
	};
}

class Bare {
	isOpen = false;
	readonly #baileys: Library;
	readonly #onQr: (text: string) => void;
	readonly #onReceived: (count: number) => void;
	readonly #creds: AuthenticationCreds;
	readonly #keys = new Map<string, unknown>();
	#socket: WASocket | null = null;
	#isClosed = false;

	constructor(
		baileys: Library,
		onQr: (text: string) => void,
		onReceived: (count: number) => void,
	) {
		this.#baileys = baileys;
		this.#onQr = onQr;
		this.#onReceived = onReceived;
		this.#creds = baileys.initAuthCreds();
	}

	/** Resolves when the number is linked and connected; connects again by itself later. */
	async open(): Promise<void> {
		await new Promise<void>((resolve) => this.#connect(resolve));
	}

	async send(to: string, text: string): Promise<void> {
		const socket = this.#socket;
		if (socket === null) throw new Error('not connected');
		const messageId = this.#baileys.generateMessageIDV2(this.#creds.me?.id);
		const ack = socket.waitForMessage(messageId, 20_000);
		await socket.sendMessage(`${to}@s.whatsapp.net`, { text }, { messageId });
		if ((await ack) === undefined) throw new Error('no ack');
	}

	close(): void {
		this.#isClosed = true;
		void this.#socket?.end(undefined);
	}

	#connect(onOpen: () => void): void {
		const keys = this.#keys;
		const socket = this.#baileys.makeWASocket({
			logger: SILENT as never,
			syncFullHistory: false,
			markOnlineOnConnect: false,
			auth: {
				creds: this.#creds,
				keys: {
					get: (type, ids) => {
						const found = ids.flatMap((id) => {
							const value = keys.get(`${type} ${id}`);
							return value === undefined ? [] : [[id, value] as const];
						});
						return Object.fromEntries(found) as never;
					},
					set: (data) => {
						for (const [type, values] of Object.entries(data)) {
							for (const [id, value] of Object.entries(values ?? {})) {
								if (value === null) keys.delete(`${type} ${id}`);
								else keys.set(`${type} ${id}`, value);
							}
						}
					},
				},
			},
		});
		this.#socket = socket;
		socket.ev.on('creds.update', (update) => void Object.assign(this.#creds, update));
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
