import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../context.ts';
import { library } from '../library.ts';
import type { Node } from '../wire/node.ts';
import { node } from '../wire/node.ts';
import type { ClientHello, ConnectionEvents } from './connection.ts';
import { Connection } from './connection.ts';
import { isTooOld, logIn } from './login.ts';
import { takeStanza } from './router.ts';

/** This machine alone. */
const HOST = '127.0.0.1';

/** The port on which clients connect. It can be shut and opened again. */
export class Listener implements ConnectionEvents {
	readonly #context: Context;
	readonly connections = new Set<Connection>();
	#server: Server | undefined;
	#port: number;

	/** @param port 0 for any that is free; it is kept. */
	constructor(context: Context, port: number) {
		this.#context = context;
		this.#port = port;
	}

	/** The port, known once it listened. */
	get port(): number {
		return this.#port;
	}

	/** The WebSocket URL. */
	get url(): string {
		return `ws://${HOST}:${this.#port}/ws/chat`;
	}

	/** Opens the port, if it is shut. */
	async open(): Promise<void> {
		if (this.#server !== undefined) return;
		const server = createServer();
		server.on('connection', (socket) => {
			if (this.#context.faults.take('refuse', {}) !== undefined) socket.resetAndDestroy();
		});
		new (library().WebSocketServer)({ server }).on('connection', (socket) => {
			this.connections.add(new Connection(this.#context, socket, this));
		});
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.#port, HOST, resolve);
		});
		this.#port = (server.address() as AddressInfo).port;
		this.#server = server;
	}

	/** Shuts the port and cuts every connection. Safe to call twice. */
	async close(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		for (const connection of this.connections) connection.drop();
		if (server === undefined) return;
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	}

	/** A client has done its part of the handshake: it wants to log in, or to be linked. */
	opened(connection: Connection, hello: ClientHello): void {
		const { linking, settings } = this.#context;
		if (!hello.payload.devicePairingData) {
			logIn(this.#context, connection, hello);
		} else if (isTooOld(hello, settings.oldestClient)) {
			connection.send(node('failure', { reason: 405, location: 'frc' }));
			connection.close();
		} else {
			linking.offer(this.#context, connection);
		}
	}

	received(connection: Connection, stanza: Node): Promise<void> {
		return takeStanza(this.#context, connection, stanza);
	}

	closed(connection: Connection): void {
		this.connections.delete(connection);
		this.#context.linking.forget(connection);
		const { device } = connection;
		if (device === undefined) return;
		const { digits: phone } = device.phone;
		this.#context.transcript.add({ kind: 'disconnected', phone, device: device.id });
	}
}
