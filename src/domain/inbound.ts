import type { ContactKey } from './address.ts';

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
