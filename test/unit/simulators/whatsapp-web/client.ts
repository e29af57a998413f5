import type {
	AuthenticationCreds,
	BaileysEventMap,
	BinaryNode,
	ConnectionState,
	SignalDataTypeMap,
	SignalKeyStore,
	UserFacingSocketConfig,
	WAMessage,
	WAMessageUpdate,
	WASocket,
} from '@whiskeysockets/baileys';
import { library } from '../../../simulators/whatsapp-web/library.ts';
import type { LinkedDevice } from '../../../simulators/whatsapp-web/world/linked-device.ts';
import type { Phone } from '../../../simulators/whatsapp-web/world/phone.ts';

/** A message that the client's events told of. */
export interface Upsert {
	readonly type: 'notify' | 'append';
	readonly message: WAMessage;
	readonly text: string | undefined;
}

/** How a connection ended. */
export interface Closing {
	readonly code: number | undefined;
	readonly message: string | undefined;
}

/** Long, for machines that are busy with other tests. */
const WAIT_MS = 20_000;
/** Of those, most are of things that did not happen. */
const LONG_TIMER_MS = 15_000;

jest.setTimeout(30_000);
letLongTimersGo();

/** An unmodified Baileys, as a program would use it: it keeps its credentials over connections. */
export class TestClient {
	creds: AuthenticationCreds;
	readonly upserts: Upsert[] = [];
	readonly updates: WAMessageUpdate[] = [];
	readonly #keys: Map<string, unknown>;
	readonly #config: Partial<UserFacingSocketConfig>;
	#socket: WASocket | undefined;
	#wakers = new Set<() => void>();

	/**
	 * @param config What differs from Baileys' defaults.
	 * @param other Whose credentials it uses; default new ones.
	 */
	constructor(config: Partial<UserFacingSocketConfig> = {}, other?: TestClient) {
		this.#config = config;
		this.#keys = other === undefined ? new Map() : other.#keys;
		this.creds = other?.creds ?? library().baileys.initAuthCreds();
	}

	/** The socket of the newest connection. */
	get socket(): WASocket {
		if (this.#socket === undefined) throw new Error('Not started.');
		return this.#socket;
	}

	/** The messages with a text, with the type of their event, in order. */
	get texts(): readonly (readonly [string, string])[] {
		return this.upserts.flatMap(({ type, text }) => (text === undefined ? [] : [[type, text]]));
	}

	/** Begins a connection. */
	start(config: Partial<UserFacingSocketConfig> = {}): void {
		const { makeWASocket } = library().baileys;
		const socket = makeWASocket({
			logger: SILENT as never,
			auth: { creds: this.creds, keys: this.#keyStore() },
			...this.#config,
			...config,
		});
		this.#socket = socket;
		socket.ev.on('creds.update', (update) => Object.assign(this.creds, update));
		socket.ev.on('messages.upsert', ({ type, messages }) => {
			for (const message of messages) {
				const { conversation, extendedTextMessage } = message.message ?? {};
				const text = conversation ?? extendedTextMessage?.text ?? undefined;
				this.upserts.push({ type, message, text });
			}
			this.#wake();
		});
		socket.ev.on('messages.update', (updates) => {
			this.updates.push(...updates);
			this.#wake();
		});
	}

	/** The next QR code. */
	async qr(): Promise<string> {
		const { qr } = await this.next('connection.update', (update) => update.qr !== undefined);
		return qr ?? '';
	}

	/** Resolves when the connection is open. */
	async opened(): Promise<void> {
		await this.next('connection.update', ({ connection }) => connection === 'open');
	}

	/** Resolves when the connection has ended. */
	async closed(waitMs?: number): Promise<Closing> {
		const isClose = ({ connection }: Partial<ConnectionState>) => connection === 'close';
		const { lastDisconnect } = await this.next('connection.update', isClose, waitMs);
		const error = lastDisconnect?.error as
			(Error & { output?: { statusCode?: number } }) | undefined;
		return { code: error?.output?.statusCode, message: error?.message };
	}

	/** Begins a connection and waits until it is open. */
	async connect(config?: Partial<UserFacingSocketConfig>): Promise<void> {
		this.start(config);
		await this.opened();
	}

	/** Ends the connection from this side. */
	async end(): Promise<void> {
		await this.socket.end(undefined);
	}

	/** Links by QR code and is open again when this resolves. */
	async link(phone: Phone): Promise<LinkedDevice> {
		this.start();
		const qr = await this.qr();
		const closed = this.closed();
		const device = await phone.scan(qr);
		await closed;
		await this.connect();
		return device;
	}

	/** The next event that meets the condition. */
	next<E extends keyof BaileysEventMap>(
		event: E,
		meets: (value: BaileysEventMap[E]) => boolean = () => true,
		waitMs = WAIT_MS,
	): Promise<BaileysEventMap[E]> {
		const { ev } = this.socket;
		return new Promise((resolve, reject) => {
			const listener = (value: BaileysEventMap[E]) => {
				if (!meets(value)) return;
				clearTimeout(timer);
				ev.off(event, listener);
				resolve(value);
			};
			const timer = setTimeout(() => {
				ev.off(event, listener);
				reject(new Error(`Waited ${waitMs} ms for "${event}" in vain.`));
			}, waitMs);
			ev.on(event, listener);
		});
	}

	/** What the server answers to a message with this id; to be called before it is sent. */
	async ack(
		messageId: string,
		waitMs = 2000,
	): Promise<Readonly<Record<string, string>> | undefined> {
		const answer = await this.socket.waitForMessage<BinaryNode | undefined>(messageId, waitMs);
		return answer?.attrs;
	}

	/** Waits for what the message events tell. It is asked now and after each of them. */
	async until<T>(find: () => T | undefined | false, waitMs = WAIT_MS): Promise<T> {
		const deadline = Date.now() + waitMs;
		for (;;) {
			const found = find();
			if (found !== undefined && found !== false) return found;
			const leftMs = deadline - Date.now();
			if (leftMs <= 0) throw new Error(`In vain: ${JSON.stringify(this.upserts)}`);
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, leftMs);
				this.#wakers.add(() => {
					clearTimeout(timer);
					resolve();
				});
			});
		}
	}

	/** The message with this text, as soon as it is there. */
	text(text: string): Promise<Upsert> {
		return this.until(() => this.upserts.find((upsert) => upsert.text === text));
	}

	#wake(): void {
		const wakers = [...this.#wakers];
		this.#wakers.clear();
		for (const wake of wakers) wake();
	}

	#keyStore(): SignalKeyStore {
		return {
			get: async (type, ids) => {
				const found = ids.filter((id) => this.#keys.has(`${type} ${id}`));
				return Object.fromEntries(
					found.map((id) => [id, this.#keys.get(`${type} ${id}`)]),
				) as { [id: string]: SignalDataTypeMap[typeof type] };
			},
			set: async (data) => {
				for (const [type, values] of Object.entries(data)) {
					for (const [id, value] of Object.entries(values ?? {})) {
						if (value === null) this.#keys.delete(`${type} ${id}`);
						else this.#keys.set(`${type} ${id}`, value);
					}
				}
			},
		};
	}
}

const nothing = () => undefined;
const SILENT = {
	level: 'silent',
	child: () => SILENT,
	trace: nothing,
	debug: nothing,
	info: nothing,
	warn: nothing,
	error: nothing,
};

/** Baileys leaves timers of up to a minute behind, for which the process would stay. */
function letLongTimersGo(): void {
	const { setTimeout: set } = globalThis;
	globalThis.setTimeout = ((run: () => void, ms?: number, ...values: []) => {
		const timer = set(run, ms, ...values);
		if ((ms ?? 0) >= LONG_TIMER_MS) timer.unref();
		return timer;
	}) as typeof setTimeout;
}
