import type { JsonObject } from '../json.ts';
import type { PairOptions, StoredFile } from './options.ts';

/** What a customer, or the business on its own phone, may write. */
export type WrittenContent =
	| { readonly type: 'text'; readonly text: string }
	| {
			readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker';
			/** Of `customerUploads`, or made up for a file that nobody fetches. */
			readonly media: StoredFile;
			readonly caption?: string;
			readonly fileName?: string;
			/** Only of audio. */
			readonly voice?: boolean;
			/** Only of stickers. */
			readonly animated?: boolean;
	  }
	| {
			readonly type: 'location';
			readonly latitude: number;
			readonly longitude: number;
			readonly name?: string;
			readonly address?: string;
			readonly url?: string;
	  }
	/** Cards as Meta writes them: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages, https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids. */
	| { readonly type: 'contacts'; readonly contacts: readonly JsonObject[] }
	/** Without an emoji the reaction is taken back. */
	| { readonly type: 'reaction'; readonly messageId: string; readonly emoji?: string }
	/** A tap on a quick reply of a template. */
	| { readonly type: 'button'; readonly payload: string; readonly text: string }
	| { readonly type: 'buttonReply'; readonly id: string; readonly title: string }
	| {
			readonly type: 'listReply';
			readonly id: string;
			readonly title: string;
			readonly description?: string;
	  }
	/** A Flow that was filled in. */
	| { readonly type: 'flowReply'; readonly response: JsonObject; readonly name?: string }
	| {
			readonly type: 'callPermission';
			readonly response: 'accept' | 'reject';
			readonly isPermanent?: boolean;
			/** Simulated ms since the epoch. */
			readonly expiresAt?: number;
	  }
	| {
			readonly type: 'order';
			readonly catalogId: string;
			/** As Meta writes them: `{product_retailer_id, quantity, item_price, currency}`. */
			readonly items: readonly JsonObject[];
			readonly text?: string;
	  }
	| { readonly type: 'edit'; readonly messageId: string; readonly content: WrittenContent }
	| { readonly type: 'revoke'; readonly messageId: string }
	/** `kind` is Meta's word for what it does not pass on; default code 131051. */
	| { readonly type: 'unsupported'; readonly kind: string; readonly code?: number };

/** A message of any kind, of a customer or (as an echo) of the business's own phone. */
export interface WrittenMessage extends PairOptions {
	readonly content: WrittenContent;
	/** The wamid; default a new one. The same id twice is the same message told twice. */
	readonly id?: string;
	/** Simulated ms since the epoch; default now. */
	readonly timestamp?: number;
	/** As Meta sends it: `{from, id}` for a reply, `{forwarded: true}`, … */
	readonly context?: JsonObject;
	/** As Meta sends it, after a click on an ad. */
	readonly referral?: JsonObject;
	/** For a group, which is told in the same webhooks. */
	readonly groupId?: string;
}

/** What a customer is known by from now on. */
export interface IdentityChange extends PairOptions {
	/** The new phone, in any notation; without one the user id alone changes. */
	readonly waId?: string;
	/** Default a new one is made up if the customer had one. */
	readonly userId?: string;
	/** Only new keys (a new phone in the hand, say): neither phone nor user id change. */
	readonly keysOnly?: boolean;
}
