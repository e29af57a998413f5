import type { ContactKey } from './address.ts';

/** Who a message goes from and to, seen from the team. */
export type Direction = 'in' | 'out';

/** Where a message was written. */
export type Origin = 'customer' | 'agent' | 'phone' | 'automation' | 'api' | 'history';

/** What an outgoing message carries. */
export interface TextContent {
	readonly type: 'text';
	/** 1 to 4096 characters. */
	readonly text: string;
	/** Whether WhatsApp shows a preview of the first link. */
	readonly linkPreview: boolean;
}

/** Everything that can be sent. */
export type OutgoingContent = TextContent;

/**
 * The longest text of a message, in characters.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages
 */
export const MAX_TEXT_LENGTH = 4096;

/** A message from a customer, as a door hands it to `receive`. */
export interface InboundMessage {
	/** The id that WhatsApp gave it (`wamid…`). Unique within (number, contact, direction). */
	readonly providerId: string;
	/** Addresses of the sender, the most certain first. At least one. */
	readonly sender: readonly ContactKey[];
	/** The name that the sender gave in the profile. */
	readonly senderName: string | null;
	/** WhatsApp's word for the kind of message: `text`, `image`, … */
	readonly type: string;
	/** What a person would read. `null` if the kind has no text. */
	readonly text: string | null;
	/** The id of the message it answers, as WhatsApp knows it. */
	readonly replyTo: string | null;
	/** Milliseconds since 1970, UTC; whole seconds on the Cloud API. */
	readonly sentAt: number;
	/** The message as it came, for `raw`. */
	readonly raw: unknown;
}

/** How far an outgoing message has come. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** What is said of an outgoing message; `uncertain` if nobody knows whether it left. */
export type MessageStatus = DeliveryStatus | 'uncertain';

/** Why a message failed: a row of the error catalogue, in words. */
export interface Failure {
	/** Short name that workflows may depend on, for example `notOnWhatsApp`. */
	readonly name: string;
	/** The code of Meta or of WhatsApp Web, 0 if there is none. */
	readonly code: number;
	/** What happened. */
	readonly message: string;
	/** What to do, and whether waiting helps. */
	readonly advice: string;
}

/** News of an outgoing message. */
export interface StatusUpdate {
	readonly providerId: string;
	/** Our outbox id, which was sent along with the message and came back. */
	readonly outboxId: string | null;
	readonly status: DeliveryStatus;
	readonly recipient: readonly ContactKey[];
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly failure: Failure | null;
}

const RANK: Readonly<Record<DeliveryStatus, number>> = {
	sent: 1,
	delivered: 2,
	read: 3,
	played: 4,
	failed: 5,
};

/**
 * Whether a status carries the message forward. Statuses arrive late, doubled and out of order:
 * only forward counts, and what has been delivered cannot fail any more.
 */
export function advances(current: MessageStatus | null, next: DeliveryStatus): boolean {
	if (current === null || current === 'uncertain') return true;
	if (next === 'failed') return current === 'sent';
	return current !== 'failed' && RANK[next] > RANK[current];
}
