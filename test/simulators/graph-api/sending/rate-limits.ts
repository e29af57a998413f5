/** https://developers.facebook.com/docs/whatsapp/messaging-limits: to one customer, one message per 6 s, of which 45 may be borrowed in advance. */
const PAIR_BURST = 45;
const PAIR_REFILL_MS = 6000;
const THROUGHPUT_WINDOW_MS = 1000;

interface Bucket {
	tokens: number;
	/** When `tokens` was right. */
	at: number;
}

/** The two rates that a number is held to. Only what was let through counts. */
export class RateLimits {
	readonly #pairs = new Map<string, Bucket>();
	readonly #recent = new Map<string, number[]>();

	/** Whether one more message to this customer fits its pair rate at this time. */
	pairHasRoom(phoneNumberId: string, customerId: string, now: number): boolean {
		return this.#bucket(phoneNumberId, customerId, now).tokens >= 1;
	}

	/** Whether fewer than `perSecond` messages passed in the second that ends now. */
	throughputHasRoom(phoneNumberId: string, perSecond: number, now: number): boolean {
		return this.#lastSecond(phoneNumberId, now).length < perSecond;
	}

	/** Counts a message of the business. */
	countOutbound(phoneNumberId: string, customerId: string, now: number): void {
		this.#bucket(phoneNumberId, customerId, now).tokens -= 1;
		this.#lastSecond(phoneNumberId, now).push(now);
	}

	/** Counts a message of a customer: throughput is in and out together. */
	countInbound(phoneNumberId: string, now: number): void {
		this.#lastSecond(phoneNumberId, now).push(now);
	}

	#bucket(phoneNumberId: string, customerId: string, now: number): Bucket {
		const key = `${phoneNumberId} ${customerId}`;
		const bucket = this.#pairs.get(key) ?? { tokens: PAIR_BURST, at: now };
		const refills = Math.floor((now - bucket.at) / PAIR_REFILL_MS);
		bucket.tokens = Math.min(PAIR_BURST, bucket.tokens + refills);
		// A full bucket does not save up time towards its next token.
		bucket.at = bucket.tokens === PAIR_BURST ? now : bucket.at + refills * PAIR_REFILL_MS;
		this.#pairs.set(key, bucket);
		return bucket;
	}

	#lastSecond(phoneNumberId: string, now: number): number[] {
		const recent = this.#recent.get(phoneNumberId) ?? [];
		while ((recent[0] ?? Infinity) <= now - THROUGHPUT_WINDOW_MS) recent.shift();
		this.#recent.set(phoneNumberId, recent);
		return recent;
	}
}
