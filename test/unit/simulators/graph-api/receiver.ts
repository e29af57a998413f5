import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../simulators/graph-api/json.ts';

/** The word that the receiver accepts when it is verified. */
export const VERIFY_TOKEN = 'verify me';

/** A request that the receiver got. */
export interface Received {
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingHttpHeaders;
	readonly bytes: Buffer;
	readonly body: JsonObject;
}

/** A webhook receiver on a port of its own. */
export interface Receiver {
	readonly url: string;
	/** What was posted, in the order in which it came. */
	readonly received: readonly Received[];
	/** What the verification requests asked. */
	readonly verifications: readonly Received[];
	/** The statuses of the next answers to posts; then 200. `null` leaves a post unanswered. */
	readonly answers: (number | null)[];
	close(): Promise<void>;
}

/**
 * Starts a receiver that answers 200, and the challenge if the verify token is right (unless the
 * query of its URL says `deaf`).
 */
export async function startReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	const verifications: Received[] = [];
	const answers: (number | null)[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const bytes = Buffer.concat(chunks);
			const { method = '', headers } = request;
			const url = new URL(request.url ?? '/', 'http://receiver');
			const body = bytes.length === 0 ? {} : (JSON.parse(bytes.toString()) as JsonObject);
			const one = { method, url, headers, bytes, body };
			if (method === 'GET') {
				verifications.push(one);
				const right = url.searchParams.get('hub.verify_token') === VERIFY_TOKEN;
				response.writeHead(right ? 200 : 403);
				const challenge = url.searchParams.get('hub.challenge') ?? '';
				const echo = url.searchParams.has('deaf') ? 'hello' : challenge;
				response.end(right ? echo : 'wrong token');
				return;
			}
			received.push(one);
			const answer = answers.length === 0 ? 200 : answers.shift();
			if (typeof answer === 'number') response.writeHead(answer).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		received,
		verifications,
		answers,
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}
