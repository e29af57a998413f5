import { GraphRefusal } from '../graph/refusal.ts';
import type { OutgoingHttp } from '../http/outgoing.ts';
import { newChallenge } from '../ids.ts';
import type { LiveSettings } from '../settings.ts';
import type { Callback } from '../state/account.ts';

/** Asks a new callback whether it wants the webhooks. */
export class CallbackVerifier {
	readonly #http: OutgoingHttp;
	readonly #settings: LiveSettings;

	constructor(http: OutgoingHttp, settings: LiveSettings) {
		this.#http = http;
		this.#settings = settings;
	}

	/** Resolves if the URL answers 200 with the challenge; otherwise throws Meta's 2200. */
	async verify({ url, verifyToken }: Callback): Promise<void> {
		const challenge = newChallenge();
		const target = new URL(url);
		target.searchParams.append('hub.mode', 'subscribe');
		target.searchParams.append('hub.challenge', challenge);
		target.searchParams.append('hub.verify_token', verifyToken);
		const problem = await this.#ask(target.href, challenge);
		if (problem === null) return;
		throw new GraphRefusal({
			code: 2200,
			message: `(#2200) Callback verification failed with the following errors: ${problem}`,
		});
	}

	async #ask(url: string, challenge: string): Promise<string | null> {
		try {
			const { status, statusText, body } = await this.#http.request({
				url,
				method: 'GET',
				timeoutMs: this.#settings.current.webhookTimeoutMs,
			});
			if (status === 200 && body === challenge) return null;
			return `HTTP Status Code = ${status}; HTTP Message = ${statusText}`;
		} catch (error) {
			return `curl_error = ${error instanceof Error ? error.message : String(error)}`;
		}
	}
}
