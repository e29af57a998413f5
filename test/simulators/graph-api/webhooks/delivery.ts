import type { Clock } from '../clock.ts';
import { deferred } from '../deferred.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { OutgoingHttp } from '../http/outgoing.ts';
import { asciiJson } from '../json.ts';
import type { WebhookAttempt } from '../log-entries.ts';
import type { EventLog } from '../log.ts';
import type { LiveSettings } from '../settings.ts';
import type { World } from '../state/world.ts';
import { callbackFor, followsOverride } from './callback.ts';
import { signatureOf } from './signature.ts';
import type { Webhook } from './webhook.ts';

/** What delivery needs. */
export interface DeliveryParts {
	readonly clock: Clock;
	readonly world: World;
	readonly log: EventLog;
	readonly faults: FaultRegistry;
	readonly settings: LiveSettings;
	readonly http: OutgoingHttp;
}

/** A delivery that was begun. Neither promise rejects; none resolves once the way out is closed. */
export interface StartedDelivery {
	readonly firstAttempt: Promise<void>;
	/** Acknowledged, or given up. */
	readonly settled: Promise<void>;
}

type Answer = Pick<WebhookAttempt, 'httpStatus' | 'ms' | 'error'>;

/** Hands webhooks over, and tries again until the receiver says 200. Every attempt is logged. */
export class WebhookDelivery {
	readonly #parts: DeliveryParts;
	#lastId = 0;

	constructor(parts: DeliveryParts) {
		this.#parts = parts;
	}

	start(webhook: Webhook): StartedDelivery {
		const first = deferred();
		const settled = deferred();
		const deliveryId = ++this.#lastId;
		const attempt = async (count: number): Promise<void> => {
			const outcome = await this.#attempt(webhook, deliveryId, count);
			if (outcome === 'closed') return;
			first.resolve();
			if (outcome === 'willRetry') this.#afterPause(count, () => void attempt(count + 1));
			else settled.resolve();
		};
		void attempt(1);
		return { firstAttempt: first.promise, settled: settled.promise };
	}

	async #attempt(
		webhook: Webhook,
		deliveryId: number,
		attempt: number,
	): Promise<WebhookAttempt['outcome'] | 'closed'> {
		const { world, log, http } = this.#parts;
		// Looked up each time: an override that moved takes the retries with it.
		const url = callbackFor(webhook.phoneNumberId, webhook.field, world)?.url ?? null;
		const answer =
			url === null
				? { httpStatus: null, ms: 0, error: null }
				: await this.#post(url, webhook);
		if (http.closed) return 'closed';
		const outcome = url === null ? 'noCallback' : this.#judge(webhook, answer, attempt);
		const { field, messages, statuses } = webhook;
		log.add({
			kind: 'webhook',
			deliveryId,
			attempt,
			url,
			...answer,
			outcome,
			field,
			messages,
			statuses,
		});
		return outcome;
	}

	#judge(webhook: Webhook, { httpStatus }: Answer, attempt: number): WebhookAttempt['outcome'] {
		const { faults, settings } = this.#parts;
		const refused = httpStatus !== 200 || faults.take('refuse200', webhook) !== undefined;
		if (!refused) return 'acknowledged';
		return attempt < settings.current.webhookMaxAttempts ? 'willRetry' : 'gaveUp';
	}

	async #post(url: string, webhook: Webhook): Promise<Answer> {
		const { http, settings } = this.#parts;
		const body = Buffer.from(asciiJson(this.#envelope(webhook)), 'ascii');
		const startedAt = performance.now();
		const elapsed = () => Math.round(performance.now() - startedAt);
		try {
			const { status } = await http.request({
				url,
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'content-length': String(body.length),
					'x-hub-signature-256': signatureOf(body, this.#secretFor(webhook)),
				},
				body,
				timeoutMs: settings.current.webhookTimeoutMs,
			});
			return { httpStatus: status, ms: elapsed(), error: null };
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return { httpStatus: null, ms: elapsed(), error: reason };
		}
	}

	#envelope({ phoneNumberId, field, values }: Webhook) {
		const { world, clock } = this.#parts;
		return {
			object: 'whatsapp_business_account',
			entry: [
				{
					id: world.numbers.get(phoneNumberId)?.wabaId,
					// Present on account and template fields alone.
					...(followsOverride(field) ? {} : { time: Math.floor(clock.now() / 1000) }),
					changes: values.map((value) => ({ value, field })),
				},
			],
		};
	}

	#secretFor(webhook: Webhook): string {
		const { world, faults } = this.#parts;
		const number = world.numbers.get(webhook.phoneNumberId);
		const secret = number === undefined ? '' : world.appOf(world.accountOf(number)).secret;
		return faults.take('wrongSecret', webhook) === undefined ? secret : `not ${secret}`;
	}

	#afterPause(attempt: number, run: () => void): void {
		const { clock, settings } = this.#parts;
		const delays = settings.current.webhookRetryDelaysMs;
		clock.schedule(delays[attempt - 1] ?? delays.at(-1) ?? 0, run);
	}
}
