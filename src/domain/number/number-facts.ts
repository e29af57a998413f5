/** What Meta's `health_status` says of a part on the way of a message: the number, or what is above it. */
export interface HealthEntity {
	/** `PHONE_NUMBER`, `WABA`, `BUSINESS`, `APP`. */
	readonly type: string;
	readonly id: string | null;
	/** `AVAILABLE`, `LIMITED`, `BLOCKED`. */
	readonly canSend: string;
	/** Why it is not available, in Meta's words. */
	readonly issues: readonly HealthIssue[];
}

/** Why messages are limited or blocked. */
export interface HealthIssue {
	/** Absent where Meta gives only words. */
	readonly code: number | null;
	readonly text: string;
	/** What Meta advises. */
	readonly solution: string | null;
}

/** What Meta says of a number of the Cloud API, in its own words; `null` for what it did not say. */
export interface NumberFacts {
	readonly status: string | null;
	/** `VERIFIED`, `NOT_VERIFIED`, `UNVERIFIED`, `EXPIRED`. */
	readonly verification: string | null;
	readonly nameStatus: string | null;
	readonly platform: string | null;
	readonly quality: string | null;
	/** `STANDARD`, `HIGH`, `NOT_APPLICABLE`. */
	readonly throughput: string | null;
	/** `TIER_250` and so on; it belongs to the portfolio. */
	readonly messagingLimit: string | null;
	readonly accountMode: string | null;
	/** Whether it also lives in the WhatsApp Business app on a phone. */
	readonly isOnApp: boolean;
	readonly hasPin: boolean | null;
	/** The business portfolio, whose numbers share one messaging limit. */
	readonly portfolioId: string | null;
	/** Where its webhooks go: the most particular address counts. */
	readonly webhooks: {
		readonly number: string | null;
		readonly account: string | null;
		readonly app: string | null;
	};
	/** Empty where Meta gave no health. */
	readonly health: readonly HealthEntity[];
}

/**
 * How many people a portfolio may write to outside the window, in 24 hours.
 * @see https://developers.facebook.com/docs/whatsapp/messaging-limits
 *
 * @param tier Meta's word: `TIER_250`, `TIER_2K`, …, `TIER_UNLIMITED`
 * @returns `null` for no limit, and for a word that is not known
 */
export function peoplePerDay(tier: string | null): number | null {
	const found = /^TIER_(\d+)(K?)$/.exec(tier ?? '');
	if (found === null) return null;
	return Number(found[1]) * (found[2] === 'K' ? 1_000 : 1);
}
