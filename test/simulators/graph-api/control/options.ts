import type { FaultView } from '../faults/fault.ts';
import type { JsonObject } from '../json.ts';
import type { Callback, TokenScope } from '../state/account.ts';
import type { Identity } from '../state/customer.ts';
import type { AppData } from '../state/app-data.ts';
import type { NumberProfile } from '../state/phone-number.ts';
import type { BusinessProfile, SentCode } from '../state/registration.ts';

/** What of a number, its account and its app can be changed. */
export interface NumberChanges extends Partial<NumberProfile> {
	/** Key of the webhook signatures; of the app, so shared by the numbers of an account. */
	readonly appSecret?: string;
	/** Default none. */
	readonly appCallback?: Callback | null;
	/** Whether the app is subscribed to the account's webhooks. Default true. */
	readonly appSubscribed?: boolean;
	/** The account's override, set without asking its URL. Default none. */
	readonly wabaOverride?: Callback | null;
	/** The number's override, set without asking its URL. Default none. */
	readonly override?: Callback | null;
	/** Of two-step verification. Default none. */
	readonly pin?: string | null;
	/** The business portfolio of the account. Default one of its own. */
	readonly portfolioId?: string;
	/** When the app on the phone was connected; simulated ms, default when the number was made. */
	readonly onboardedAt?: number;
}

/** A number to be made. Ids, secret and token are made up unless given. */
export interface NumberOptions extends NumberChanges {
	readonly id?: string;
	/** An existing account is joined; what is said of account and app then changes them. */
	readonly wabaId?: string;
	/** Tokens that open this account with every permission. */
	readonly accessTokens?: readonly string[];
}

/** A number as it stands. */
export interface NumberView extends NumberProfile {
	readonly id: string;
	readonly wabaId: string;
	readonly appId: string;
	readonly portfolioId: string;
	readonly pin: string | null;
	/** The newest code that was sent to the phone; null if it was used. */
	readonly code: SentCode | null;
	readonly businessProfile: BusinessProfile;
	readonly appSecret: string;
	readonly accessTokens: readonly string[];
	readonly appCallback: Callback | null;
	readonly appSubscribed: boolean;
	readonly wabaOverride: Callback | null;
	readonly override: Callback | null;
}

/** A token to be made, or to be made anew: an expired one, one of few permissions, ... */
export interface TokenOptions {
	readonly value: string;
	/** Accounts it opens; default all there are. */
	readonly wabaIds?: readonly string[];
	/** Default both. */
	readonly scopes?: readonly TokenScope[];
	/** Simulated ms since the epoch; default null, never. */
	readonly expiresAt?: number | null;
}

/** What of a customer can be changed. */
export interface CustomerChanges {
	/** Business-scoped user id; default one is made up. */
	readonly userId?: string | null;
	readonly profileName?: string;
	/** With the leading `@`. Default none. */
	readonly username?: string | null;
	/** Default `phoneAndUserId`. */
	readonly identity?: Identity;
	/** Has blocked the business. Default false. */
	readonly blocked?: boolean;
	/** Default true. */
	readonly onWhatsApp?: boolean;
}

/** A customer to be made. */
export interface CustomerOptions extends CustomerChanges {
	/** The phone, in any notation; null for a customer without one; default one is made up. */
	readonly waId?: string | null;
}

/** Which number and customer something is about. */
export interface PairOptions {
	/** Phone digits or business-scoped user id of a customer that was made. */
	readonly customer: string;
	/** Default the first number. */
	readonly phoneNumberId?: string;
}

/** A text that a customer writes. */
export interface CustomerText extends PairOptions {
	readonly text: string;
	/** The wamid; default a new one. The same id twice is the same message told twice. */
	readonly id?: string;
	/** Simulated ms since the epoch; default now. */
	readonly timestamp?: number;
	/** As Meta sends it: `{from, id}` for a reply, `{forwarded: true}`, ... */
	readonly context?: JsonObject;
	/** As Meta sends it, after a click on an ad. */
	readonly referral?: JsonObject;
}

/** The moment from which a customer's window runs, without any webhook. */
export interface WindowOptions extends PairOptions {
	/** When the customer is taken to have written last; simulated ms, default now. */
	readonly at?: number;
}

/** A webhook of any field and value, right or wrong. */
export interface RawWebhook {
	readonly field: string;
	readonly value: JsonObject;
	/** Default the first number. */
	readonly phoneNumberId?: string;
}

/** What has not come to its end yet. */
export interface Pending {
	/** Webhooks that are held, waiting, being tried or to be tried again. */
	readonly webhooks: number;
	/** Faults that are set, spent ones included. */
	readonly faults: readonly FaultView[];
}

/** What the app on the phone of a number holds. */
export interface AppOptions extends Partial<AppData> {
	/** Default the first number. */
	readonly phoneNumberId?: string;
}

/** A file that a customer sends. */
export interface CustomerFile {
	readonly mimeType: string;
	readonly base64: string;
	readonly fileName?: string;
	readonly phoneNumberId?: string;
}

/** A file as a webhook names it. */
export interface StoredFile {
	readonly id: string;
	readonly mimeType: string;
	/** Base64. */
	readonly sha256: string;
}
