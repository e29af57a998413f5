import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { InboxItem } from '../../domain/item.ts';
import { describe } from '../../domain/problem.ts';
import { addressesOf } from '../host.ts';
import { Listening, type ListenRequest } from './listening.ts';
import type { Office } from '../office.ts';

/** The header by which a test webhook knows that an item comes from us. */
export const TEST_HEADER = 'x-whatsapp-team-test';

/** How long n8n may take to listen at the test address after it asked us to, in ms. */
const TRIES = 20;
const PAUSE_MS = 250;

/**
 * Somebody clicked "Execute workflow" and waits for a message. The feed is read beside that of
 * production, so that nothing is taken away from it, and the next event is posted to the address
 * at which n8n listens.
 */
export class TestListener {
	readonly #listening: Listening;
	readonly #token = randomBytes(24).toString('hex');

	/** @param url where n8n listens for the test; reached over loopback if possible */
	constructor(office: Office, request: Omit<ListenRequest, 'emit'>, url: string) {
		this.#listening = new Listening(office, {
			...request,
			holder: `test:${request.holder}`,
			emit: async (item) => {
				await this.#post(office, item, url);
				return 'finished';
			},
		});
	}

	/**
	 * Waits until the feed is read, so that the next message is not missed.
	 *
	 * @throws TeamError if Meta refuses the number, or nobody can say
	 */
	async ready(): Promise<void> {
		await this.#listening.firstTry();
	}

	/** Whether a request to the test webhook is ours. */
	isOurs(token: unknown): boolean {
		if (typeof token !== 'string') return false;
		const [given, own] = [Buffer.from(token), Buffer.from(this.#token)];
		return given.length === own.length && timingSafeEqual(given, own);
	}

	/** Safe to call twice. */
	async close(): Promise<void> {
		await this.#listening.close();
	}

	async #post(office: Office, item: InboxItem, url: string): Promise<void> {
		// Keys of production and of tests must never meet.
		const body = JSON.stringify({ ...item, eventId: `test:${item.eventId}` });
		const headers = { 'content-type': 'application/json', [TEST_HEADER]: this.#token };
		const addresses = addressesOf(url);
		for (let tries = 0; tries < TRIES; tries += 1) {
			const address = addresses[tries % addresses.length] ?? url;
			try {
				const answer = await fetch(address, { method: 'POST', headers, body });
				if (answer.ok) return;
			} catch (error) {
				office.logger.debug({ error: describe(error) }, 'test webhook not reached yet');
			}
			await office.clock.sleep(PAUSE_MS);
		}
		office.logger.warn(
			{},
			'test webhook not reached: the message was stored, the test run not started',
		);
	}
}
