import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { AuthenticationCreds, Baileys, LibrarySocket, SocketConfig } from '../baileys.ts';
import { statusCodeOf } from '../library/quiet-logger.ts';
import type { SocketEnd } from '../link/phase.ts';
import { Answers } from '../outbound/answers.ts';
import { Devices } from '../outbound/devices.ts';
import type { LinkedTimings } from '../timings.ts';
import { guardEvents, type GuardedEmitter } from './guard-events.ts';
import { Watchdog } from './watchdog.ts';

/** How long WhatsApp's QR codes live, in ms: the first, and each that follows. */
const QR_MS = [60_000, 20_000] as const;

/** What a socket tells, each while it is not ended. */
export interface SocketListeners {
	/** A QR code to be shown until then (ms since 1970, UTC). */
	onQr(text: string, expiresAt: number): void;
	/** The phone agreed to link. */
	onPaired(): void;
	/** It is logged in. */
	onOpen(): void;
	/** Its end, told once, unless it was ended by us. `lastedMs`: how long it was logged in. */
	onEnd(how: SocketEnd, lastedMs: number): void;
	/** WhatsApp refused a question while it was not logged in. */
	onRefused(): void;
}

/** What a socket is opened with. */
export interface LiveSocketParts {
	readonly baileys: Baileys;
	readonly creds: AuthenticationCreds;
	readonly config: Partial<SocketConfig>;
	readonly listeners: SocketListeners;
	readonly timings: LinkedTimings;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly numberId: string;
}

/** The connection under the library's socket. */
interface RawSocket {
	close(...args: unknown[]): void;
	terminate(): void;
}

/** One socket, from its beginning to its end. */
export class LiveSocket {
	readonly library: LibrarySocket;
	/** What WhatsApp says of messages that went out here. */
	readonly answers: Answers;
	readonly devices: Devices;
	readonly #parts: LiveSocketParts;
	readonly #raw: RawSocket;
	readonly #watchdog: Watchdog;
	readonly #ended: Promise<void>;
	readonly #over = new AbortController();
	#openedAt: number | null = null;
	#isOurEnd = false;
	#codes = 0;

	/** @throws what the library throws */
	constructor(parts: LiveSocketParts) {
		const { baileys, clock, timings } = parts;
		this.#parts = parts;
		this.answers = new Answers(clock);
		this.devices = new Devices(clock);
		this.library = baileys.makeWASocket(parts.config as SocketConfig);
		this.#raw = rawOf(this.library);
		this.#watchdog = new Watchdog({
			clock,
			timings,
			ping: () => this.#ping(),
			onSilent: () => this.cut('silent'),
		});
		this.#ended = this.#listen();
		void this.#hurryLogin();
	}

	/** Whether messages can be handed over. */
	get isOpen(): boolean {
		return this.#openedAt !== null && !this.#over.signal.aborted && this.library.ws.isOpen;
	}

	/** The number's own addresses. */
	get me(): { readonly id: string; readonly lid?: string | undefined } {
		const { me } = this.#parts.creds;
		return { id: me?.id ?? '', lid: me?.lid };
	}

	/** Aborted when it has ended. */
	get over(): AbortSignal {
		return this.#over.signal;
	}

	/** There is doubt whether the line still works: finds out. */
	hurry(): void {
		this.#watchdog.hurry();
	}

	/** Cuts the line, at once and without a word. What led to it is told as its end. */
	cut(how: SocketEnd): void {
		this.#tellEnd(how);
		this.#raw.terminate();
	}

	/** Ends it in good order, and tells nobody. Resolves when nothing of it is left. */
	async end(): Promise<void> {
		this.#isOurEnd = true;
		if (!this.#over.signal.aborted) void this.library.end(undefined);
		await this.#ended;
	}

	#listen(): Promise<void> {
		const { listeners, logger, numberId } = this.#parts;
		const { ev, ws } = this.library;
		guardEvents(ws as unknown as GuardedEmitter, (error) => {
			logger.debug({ numberId, code: statusCodeOf(error) }, 'listener of the library failed');
		});
		this.#shortenGoodbye();
		ws.on('frame', () => this.#watchdog.heard());
		ws.on('CB:iq,type:error', () => {
			if (this.#openedAt === null && !this.#over.signal.aborted) listeners.onRefused();
		});
		return new Promise((resolve) => {
			ev.on('connection.update', (update) => {
				const { connection, lastDisconnect, qr, isNewLogin, reachoutTimeLock } = update;
				if (reachoutTimeLock !== undefined) {
					const { isActive } = reachoutTimeLock;
					logger.info(
						{ numberId, isActive },
						'WhatsApp restricts new chats of the number',
					);
				}
				if (qr !== undefined && !this.#isOver) this.#showQr(qr);
				if (isNewLogin === true && !this.#isOver) listeners.onPaired();
				if (connection === 'open') this.#open();
				if (connection !== 'close') return;
				// What is still buffered would be thrown away with the socket.
				ev.flush();
				this.#tellEnd(endOf(lastDisconnect?.error));
				resolve();
			});
		});
	}

	get #isOver(): boolean {
		return this.#over.signal.aborted || this.#isOurEnd;
	}

	#open(): void {
		if (this.#isOver) return;
		this.#openedAt = this.#parts.clock.now();
		this.#watchdog.heard();
		this.#watchdog.start();
		this.#parts.listeners.onOpen();
	}

	#showQr(text: string): void {
		const { clock, listeners, timings } = this.#parts;
		const lifetime = timings.qrMs ?? QR_MS[Math.min(this.#codes, 1)] ?? 0;
		this.#codes += 1;
		listeners.onQr(text, clock.now() + lifetime);
	}

	#tellEnd(how: SocketEnd): void {
		if (this.#over.signal.aborted) return;
		this.#over.abort();
		this.#watchdog.stop();
		this.answers.end();
		const { clock, listeners } = this.#parts;
		const lastedMs = this.#openedAt === null ? 0 : clock.now() - this.#openedAt;
		if (!this.#isOurEnd) listeners.onEnd(how, lastedMs);
	}

	/** A login that comes to no end is given up; a QR code may be looked at for longer. */
	async #hurryLogin(): Promise<void> {
		const { clock, timings } = this.#parts;
		await clock.sleep(timings.loginMs, this.#over.signal);
		if (this.#openedAt === null && this.#codes === 0 && !this.#isOver) this.cut('silent');
	}

	/** The other side may be gone: it is not waited for half a minute to say goodbye. */
	#shortenGoodbye(): void {
		const { clock, timings } = this.#parts;
		const close = this.#raw.close.bind(this.#raw);
		this.#raw.close = (...args) => {
			close(...args);
			void clock.sleep(timings.hangUpMs).then(() => this.#raw.terminate());
		};
	}

	#ping(): void {
		const attrs = { to: this.#parts.baileys.S_WHATSAPP_NET, type: 'get', xmlns: 'w:p' };
		const question = { tag: 'iq', attrs, content: [{ tag: 'ping', attrs: {} }] };
		this.library.query(question, this.#parts.timings.pingMs).catch(() => undefined);
	}
}

/** The library opens it before it returns, and keeps it to itself. */
function rawOf({ ws }: LibrarySocket): RawSocket {
	return (ws as unknown as { readonly socket: RawSocket }).socket;
}

/** The words by which the library says that nobody has used its QR codes; the code is that of a timeout. */
const CODES_EXPIRED = 'QR refs attempts ended';

function endOf(error: unknown): SocketEnd {
	if (error instanceof Error && error.message === CODES_EXPIRED) return 'codesExpired';
	return statusCodeOf(error) ?? 'unknown';
}
