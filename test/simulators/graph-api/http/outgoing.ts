import http from 'node:http';
import https from 'node:https';

/** What the simulator asks of somebody else's server. */
export interface OutgoingRequest {
	readonly url: string;
	readonly method: 'GET' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Buffer;
	readonly timeoutMs: number;
}

/** What it answered. */
export interface OutgoingResponse {
	readonly status: number;
	readonly statusText: string;
	readonly body: string;
}

/** The simulator's way out: reuses connections, follows no redirect. */
export class OutgoingHttp {
	readonly #closing = new AbortController();
	readonly #http = new http.Agent({ keepAlive: true });
	readonly #https = new https.Agent({ keepAlive: true });

	get closed(): boolean {
		return this.#closing.signal.aborted;
	}

	/** Rejects if no whole answer comes in time, or when the way out is closed. */
	request({ url, method, headers, body, timeoutMs }: OutgoingRequest): Promise<OutgoingResponse> {
		return new Promise((resolve, reject) => {
			const target = new URL(url);
			const secure = target.protocol === 'https:';
			const request = (secure ? https : http).request(target, {
				method,
				headers: { 'user-agent': 'facebookexternalua', ...headers },
				agent: secure ? this.#https : this.#http,
				signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(timeoutMs)]),
			});
			request.once('error', reject);
			request.once('response', (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.once('error', reject);
				response.once('end', () => {
					resolve({
						status: response.statusCode ?? 0,
						statusText: response.statusMessage ?? '',
						body: Buffer.concat(chunks).toString('utf8'),
					});
				});
			});
			request.end(body);
		});
	}

	/** Breaks off what is under way. Safe to call twice. */
	close(): void {
		this.#closing.abort();
		this.#http.destroy();
		this.#https.destroy();
	}
}
