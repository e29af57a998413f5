import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Certificate } from './certificate.ts';

const HOST = '127.0.0.1';

/** Where a file is, as messages say it. */
export interface FilePlace {
	readonly url: string;
	readonly directPath: string;
}

/** The server of files: they are uploaded and downloaded encrypted, over TLS, by their path. */
export class MediaServer {
	/** Trusted by whoever is to use the server. */
	readonly certificate: Certificate;
	readonly #faults: FaultRegistry;
	readonly #files: Map<string, Buffer>;
	readonly #expired = new Map<string, Buffer>();
	#server: Server | undefined;
	#port: number;

	/** @param port 0 for any that is free; it is kept. */
	constructor(
		faults: FaultRegistry,
		certificate: Certificate,
		{ port = 0, files = [] }: { port?: number; files?: Iterable<readonly [string, Buffer]> },
	) {
		this.#faults = faults;
		this.certificate = certificate;
		this.#port = port;
		this.#files = new Map(files);
	}

	/** The port, known once it listened. */
	get port(): number {
		return this.#port;
	}

	/** Host and port. */
	get host(): string {
		return `${HOST}:${this.#port}`;
	}

	/** All files by their paths. */
	get files(): readonly (readonly [string, Buffer])[] {
		return [...this.#files];
	}

	/** Stores a file at a new path. */
	put(file: Buffer): FilePlace {
		const directPath = `/v/t62.7118-24/${randomBytes(12).toString('hex')}.enc`;
		this.#files.set(directPath, file);
		return { directPath, url: this.#url(directPath) };
	}

	/** The file at a path. Throws if there is none. */
	get(directPath: string): Buffer {
		const file = this.#files.get(directPath);
		if (file === undefined) throw new Error(`There is no file at ${directPath}.`);
		return file;
	}

	/** The file is there no longer, as after some weeks: 410, until a phone uploads it again. */
	expire(directPath: string): void {
		this.#expired.set(directPath, this.get(directPath));
		this.#files.delete(directPath);
	}

	/** A phone uploads a file again that had expired; undefined if it does not have it. */
	restore(directPath: string): FilePlace | undefined {
		const file = this.#expired.get(directPath) ?? this.#files.get(directPath);
		return file === undefined ? undefined : this.put(file);
	}

	/** Opens the port, if it is shut. */
	async open(): Promise<void> {
		if (this.#server !== undefined) return;
		const server = createServer({ ...this.certificate }, (request, response) => {
			void this.#handle(request, response);
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
		if (server === undefined) return;
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	}

	async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = new URL(request.url ?? '/', `https://${this.host}`).pathname;
		const isUpload = request.method === 'POST';
		const failure = this.#faults.take('mediaFailure', {}, ({ of }) => {
			return of === (isUpload ? 'upload' : 'download');
		});
		const body = await bodyOf(request);
		if (failure !== undefined) {
			response.writeHead(failure.fault.status ?? (isUpload ? 503 : 410)).end('{}');
		} else if (isUpload) {
			const { url, directPath } = this.put(body);
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ url, direct_path: directPath }));
		} else {
			this.#download(path, response);
		}
	}

	#download(path: string, response: ServerResponse): void {
		const file = this.#files.get(path);
		if (file === undefined) response.writeHead(410).end();
		else response.writeHead(200, { 'content-length': file.length }).end(file);
	}

	#url(directPath: string): string {
		return `https://${this.host}${directPath}`;
	}
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk as Uint8Array);
	return Buffer.concat(chunks);
}
