import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request, or leaves it open on purpose. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const HOST = '127.0.0.1';

/**
 * How long a connection may idle, in ms. A process that is busy for some seconds must not find the
 * connections closed that it was about to use.
 */
const IDLE_MS = 60_000;

/** A server on the loopback interface that can refuse connections for a while. */
export class LoopbackServer {
	readonly #server: Server;
	#port = 0;
	#changing: Promise<void> = Promise.resolve();

	constructor(handler: Handler) {
		this.#server = createServer((request, response) => {
			handler(request, response).catch((error: unknown) => {
				// The caller went away while it was read.
				if (response.destroyed) return;
				const reason =
					error instanceof Error ? (error.stack ?? error.message) : String(error);
				response.writeHead(500, { 'content-type': 'text/plain' }).end(reason);
			});
		});
		this.#server.keepAliveTimeout = IDLE_MS;
	}

	/** `http://127.0.0.1:<port>`, known once it listened. */
	get url(): string {
		return `http://${HOST}:${this.#port}`;
	}

	/** @param port 0 lets the system choose. */
	async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, HOST, () => {
				this.#server.off('error', reject);
				resolve();
			});
		});
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	/** Opens or shuts the port, after earlier changes. What is being answered stays. */
	setOpen(open: boolean): Promise<void> {
		const change = this.#changing.then(async () => {
			if (open === this.#server.listening) return;
			if (open) await this.listen(this.#port);
			else this.#server.close();
		});
		this.#changing = change.catch(() => undefined);
		return change;
	}

	/** Shuts the port and cuts every connection. Safe to call twice. */
	async close(): Promise<void> {
		await new Promise<void>((resolve) => {
			// The callback also comes, with an error, if the port is shut already.
			this.#server.close(() => resolve());
			this.#server.closeAllConnections();
		});
	}
}
