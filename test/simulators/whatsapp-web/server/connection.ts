import type { proto } from '@whiskeysockets/baileys';
import type { Context } from '../context.ts';
import { library } from '../library.ts';
import { FrameReader, frame } from '../noise/frames.ts';
import type { TransportCipher } from '../noise/responder.ts';
import { NoiseResponder } from '../noise/responder.ts';
import type { ServerSocket } from '../library.ts';
import type { Node } from '../wire/node.ts';
import { child, node } from '../wire/node.ts';
import type { LinkedDevice } from '../world/linked-device.ts';

/** Who the client says it is. */
export interface ClientHello {
	readonly noiseKey: Buffer;
	readonly payload: proto.IClientPayload;
}

/** What happens on a connection. */
export interface ConnectionEvents {
	/** The handshake is done. */
	opened(connection: Connection, hello: ClientHello): void;
	/** A stanza came; the next one waits until this resolves. */
	received(connection: Connection, stanza: Node): Promise<void>;
	closed(connection: Connection): void;
}

const OPEN = 1;

/** One client's connection: handshake, then encrypted stanzas. */
export class Connection {
	/** The device that logged in on it; undefined before, and while a device is being linked. */
	device: LinkedDevice | undefined;
	readonly #context: Context;
	readonly #socket: ServerSocket;
	readonly #events: ConnectionEvents;
	readonly #reader = new FrameReader();
	readonly #responder: NoiseResponder;
	/** Frames are handled one after the other: the cipher counts them. */
	#busy: Promise<void> = Promise.resolve();
	#greeted = false;
	#cipher: TransportCipher | undefined;
	#hello: ClientHello | undefined;
	#muted = false;
	#unsaid: Node[] = [];
	#answers = new Map<string, (answer: Node | undefined) => void>();
	#closed = false;

	constructor(context: Context, socket: ServerSocket, events: ConnectionEvents) {
		this.#context = context;
		this.#socket = socket;
		this.#events = events;
		this.#responder = new NoiseResponder(context.pki);
		socket.on('message', (data) => {
			this.#busy = this.#busy
				.then(() => this.#read(data))
				.catch((error) => this.#fail(error));
		});
		socket.on('error', () => undefined);
		socket.on('close', () => this.#onClose());
	}

	get closed(): boolean {
		return this.#closed || this.#socket.readyState !== OPEN;
	}

	/** Who is at the other end. Throws before the handshake is done. */
	get hello(): ClientHello {
		if (this.#hello === undefined) throw new Error('The handshake is not done.');
		return this.#hello;
	}

	/** Sends a stanza, if the client is still there. A black hole keeps it until it ends. */
	send(stanza: Node): void {
		if (this.closed || this.#cipher === undefined) return;
		if (this.#muted) {
			this.#unsaid.push(stanza);
			return;
		}
		this.#note('toClient', stanza);
		const bytes = library().baileys.encodeBinaryNode(stanza);
		this.#socket.send(frame(this.#cipher.encrypt(bytes)));
	}

	/** Sends a question and gives the client's answer. Rejects if the connection ends before. */
	ask(question: Node): Promise<Node> {
		return new Promise((resolve, reject) => {
			this.#answers.set(String(question.attrs['id']), (answer) => {
				if (answer === undefined) reject(new Error('The client left without an answer.'));
				else resolve(answer);
			});
			this.send(question);
			if (this.closed) this.#onClose();
		});
	}

	/** Tells the client why, as `stream:error`, and closes. */
	endWith(code: number | undefined, reason: readonly Node[] = []): void {
		this.send(node('stream:error', { code }, [...reason]));
		this.close();
	}

	/** Closes in good order. */
	close(): void {
		this.#socket.close();
	}

	/** Cuts the line. */
	drop(): void {
		this.#socket.terminate();
	}

	/** Begins or ends a black hole: nothing is read and nothing sent, not even the goodbye. */
	setMuted(muted: boolean): void {
		if (muted === this.#muted) return;
		this.#muted = muted;
		if (muted) {
			this.#socket.pause();
			return;
		}
		this.#socket.resume();
		for (const stanza of this.#unsaid.splice(0)) this.send(stanza);
	}

	async #read(data: Buffer): Promise<void> {
		for (const bytes of this.#reader.push(data)) {
			if (this.#cipher !== undefined) {
				await this.#readStanza(this.#cipher.decrypt(bytes));
			} else if (!this.#greeted) {
				if (this.#context.faults.take('stall', {}) !== undefined) return;
				this.#greeted = true;
				this.#socket.send(frame(this.#responder.hello(bytes)));
			} else {
				const { cipher, ...hello } = this.#responder.finish(bytes);
				this.#cipher = cipher;
				this.#hello = hello;
				this.#events.opened(this, hello);
			}
		}
	}

	async #readStanza(bytes: Buffer): Promise<void> {
		const stanza = await library().baileys.decodeBinaryNode(bytes);
		this.#note('fromClient', stanza);
		const answered = this.#answers.get(String(stanza.attrs['id']));
		if (stanza.tag === 'iq' && answered !== undefined) {
			this.#answers.delete(String(stanza.attrs['id']));
			answered(stanza);
			return;
		}
		await this.#events.received(this, stanza);
	}

	#note(direction: 'fromClient' | 'toClient', stanza: Node): void {
		const { attrs, tag } = stanza;
		this.#context.transcript.add({
			kind: 'stanza',
			direction,
			phone: this.device?.phone.digits,
			device: this.device?.id,
			tag,
			id: attrs['id'],
			type: attrs['type'],
			peer: direction === 'fromClient' ? attrs['to'] : attrs['from'],
			child: child(stanza)?.tag,
			xmlns: attrs['xmlns'],
			error: attrs['error'],
		});
	}

	#fail(error: unknown): void {
		const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
		if (!this.#closed) this.#context.transcript.add({ kind: 'problem', message });
		this.drop();
	}

	#onClose(): void {
		for (const answered of this.#answers.values()) answered(undefined);
		this.#answers.clear();
		if (this.#closed) return;
		this.#closed = true;
		this.#events.closed(this);
	}
}
