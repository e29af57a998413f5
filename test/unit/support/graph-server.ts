import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphAccess } from '../../../src/transport/cloud/graph-client.ts';

/** A request as the server got it. */
export interface GraphRequest {
	readonly method: string;
	readonly path: string;
	readonly token: string;
	readonly body: unknown;
}

/** What the server does with a request. */
export type GraphScript = (request: GraphRequest, response: ServerResponse) => void;

/** A server on 127.0.0.1 in the place of the Graph API. */
export interface GraphServer {
	readonly access: GraphAccess;
	/** What came in, in order. */
	readonly requests: GraphRequest[];
	/** Answers from now on. */
	script: GraphScript;
	close(): Promise<void>;
}

/** Starts a server that answers `{}` until it is told otherwise. */
export async function startGraphServer(): Promise<GraphServer> {
	const server = createServer((request, response) => {
		void readAll(request).then((text) => {
			const entry: GraphRequest = {
				method: request.method ?? '',
				path: request.url ?? '',
				token: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
				body: text === '' ? undefined : (JSON.parse(text) as unknown),
			};
			graph.requests.push(entry);
			graph.script(entry, response);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const graph: GraphServer = {
		access: {
			baseUrl: `http://127.0.0.1:${port}`,
			apiVersion: 'v25.0',
			accessToken: 'EAAtoken1',
		},
		requests: [],
		script: answer(200, {}),
		async close() {
			server.closeAllConnections();
			if (server.listening) await new Promise((resolve) => server.close(resolve));
		},
	};
	return graph;
}

/** Answers with JSON, or with the text as it stands. */
export function answer(status: number, body: unknown): GraphScript {
	return (_request, response) => {
		const isText = typeof body === 'string';
		response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
		response.end(isText ? body : JSON.stringify(body));
	};
}

/** An error as the Graph API writes it. */
export function graphError(code: number, more: Readonly<Record<string, unknown>> = {}) {
	return {
		error: {
			message: `(#${code}) Something`,
			type: 'OAuthException',
			code,
			fbtrace_id: 'AbC123',
			...more,
		},
	};
}

async function readAll(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
