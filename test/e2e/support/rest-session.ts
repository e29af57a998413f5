import { setTimeout as sleep } from 'node:timers/promises';

/** n8n ties a login to this header: every call must carry the value of the login. */
const browserId = 'e2e';

/** The account that the harness makes and uses; a person may log in with it in the demo. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Passw0rd123',
} as const;

/** n8n refused a call. */
export class N8nRestError extends Error {
	readonly status: number;
	readonly body: unknown;

	constructor(call: string, status: number, body: unknown) {
		super(`${call} answered ${status}: ${messageOf(body)}`);
		this.name = 'N8nRestError';
		this.status = status;
		this.body = body;
	}
}

/** One login at n8n's internal REST API: cookie, browser id, and a new login when it ran out. */
export class RestSession {
	readonly #baseUrl: string;
	#cookie = '';

	constructor(baseUrl: string) {
		this.#baseUrl = baseUrl;
	}

	/** The login as a `Cookie` header, for a browser. */
	get cookie(): string {
		return this.#cookie;
	}

	/** Makes the owner of a new n8n, or logs in as the owner of a used one. */
	async logIn(): Promise<void> {
		const setup = await this.#untilRouted(() => this.#send('POST', '/rest/owner/setup', owner));
		if (setup.status === 200) return;
		const { email, password } = owner;
		const body = { emailOrLdapLoginId: email, password };
		const login = await this.#send('POST', '/rest/login', body);
		if (login.status !== 200) {
			throw new N8nRestError('POST /rest/login', login.status, login.body);
		}
	}

	/**
	 * Calls n8n and returns the answer without its `data` envelope.
	 *
	 * @throws N8nRestError for every status from 400 on.
	 */
	async call(method: string, path: string, body?: unknown): Promise<unknown> {
		let answer = await this.#send(method, path, body);
		if (answer.status === 401) {
			await this.logIn();
			answer = await this.#send(method, path, body);
		}
		if (answer.status >= 400) {
			throw new N8nRestError(`${method} ${path}`, answer.status, answer.body);
		}
		return unwrap(answer.body);
	}

	/** n8n listens before its routes are there: 404 and "n8n is starting up" until then. */
	async #untilRouted(send: () => Promise<Answer>): Promise<Answer> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const answer = await send();
			const starting = answer.status === 404 || typeof answer.body === 'string';
			if (!starting || Date.now() > deadline) return answer;
			await sleep(100);
		}
	}

	async #send(method: string, path: string, body?: unknown): Promise<Answer> {
		const response = await fetch(this.#baseUrl + path, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': browserId,
				cookie: this.#cookie,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(60_000),
		});
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.#cookie = cookie.split(';')[0] ?? '';
		}
		return { status: response.status, body: parseJson(await response.text()) };
	}
}

type Answer = { readonly status: number; readonly body: unknown };

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function unwrap(body: unknown): unknown {
	const isEnvelope = typeof body === 'object' && body !== null && 'data' in body;
	return isEnvelope ? body.data : body;
}

function messageOf(body: unknown): string {
	if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
	return JSON.stringify(body).slice(0, 500);
}
