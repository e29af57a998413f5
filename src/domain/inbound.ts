import type { ContactKey } from './address.ts';
import type { InboundContent } from './inbound-content.ts';
import type { DeliveryStatus } from './message.ts';

/** How often a message was forwarded: `often` is more than five times. */
export type Forwarded = 'once' | 'often';

/** The ad or post that led a customer to the chat; on the first message alone. */
export interface Referral {
	readonly sourceType: string | null;
	readonly sourceId: string | null;
	readonly sourceUrl: string | null;
	readonly headline: string | null;
	readonly body: string | null;
	readonly mediaType: string | null;
	readonly mediaUrl: string | null;
	readonly thumbnailUrl: string | null;
	/** Meta's id of the click, for reporting conversions. */
	readonly clickId: string | null;
	readonly welcomeText: string | null;
}

/** A product of a catalogue that the customer asks about. */
export interface ReferredProduct {
	readonly catalogId: string | null;
	readonly productId: string;
}

/** What every message has, whoever wrote it. */
export interface WrittenMessage {
	/** The id that WhatsApp gave it (`wamid…`). Unique within (number, contact, direction). */
	readonly providerId: string;
	readonly content: InboundContent;
	/** What a person would read. `null` if there is nothing to read. */
	readonly text: string | null;
	/** The id of the message it answers, as WhatsApp knows it. */
	readonly replyTo: string | null;
	readonly forwarded: Forwarded | null;
	readonly product: ReferredProduct | null;
	readonly referral: Referral | null;
	/** Milliseconds since 1970, UTC; whole seconds on the Cloud API. */
	readonly sentAt: number;
	/** The message as it came, for `raw`. */
	readonly raw: unknown;
}

/** A message from a customer, as a door hands it to `receive`. */
export interface InboundMessage extends WrittenMessage {
	/** Addresses of the sender, the most certain first. At least one. */
	readonly sender: readonly ContactKey[];
	/** The name that the sender gave in the profile. */
	readonly senderName: string | null;
}

/**
 * A message that did not come from a customer just now: written on the business's own phone, or
 * long ago. It is stored, and never starts a run as a received message.
 */
export interface RecordedMessage extends WrittenMessage {
	readonly origin: 'phone' | 'history';
	readonly direction: 'in' | 'out';
	/** Addresses of the customer, the most certain first. At least one. */
	readonly contact: readonly ContactKey[];
	readonly contactName: string | null;
	/** How far an outgoing one had come; `null` if unknown. */
	readonly status: DeliveryStatus | null;
}

/** Somebody in the address book of the app on the phone of a number. */
export interface AddressBookEntry {
	readonly key: ContactKey;
	/** `null` where the book has none, and for who was removed. */
	readonly name: string | null;
	readonly isRemoved: boolean;
}

/**
 * Something that Meta tells about an account, a template, a number or a customer's wishes, and that
 * nothing acts on yet.
 */
export interface OtherUpdate {
	/** Meta's name of the webhook field, for example `account_update`. */
	readonly field: string;
	readonly subject: 'account' | 'template' | 'number' | 'contact' | 'feature' | 'unknown';
	/** What happened, in Meta's word (`DISABLED_UPDATE`); `null` where it has none. */
	readonly event: string | null;
}
