import type { Failure } from '../domain/message.ts';
import type { OutgoingContent } from '../domain/outgoing.ts';
import type { NumberMode, NumberReport } from '../domain/number/number.ts';
import type { ContactKey } from '../domain/address.ts';

/** A message that has been claimed and goes out now. */
export interface HandOver {
	/** Travels along and comes back with every status. */
	readonly outboxId: string;
	/** How many times it has been handed over, this time included. */
	readonly attempt: number;
	/** Addresses of the recipient, the best first. */
	readonly recipient: readonly ContactKey[];
	readonly content: OutgoingContent;
	/** The id of the quoted message, as WhatsApp knows it. */
	readonly replyTo: string | null;
}

/** What the other side did with a message. */
export type HandOverOutcome =
	/** It took the message. */
	| { readonly kind: 'sent'; readonly providerId: string }
	/** It refused the message for good. */
	| { readonly kind: 'failed'; readonly failure: Failure }
	/** It refused the message for now: the same row may try again. */
	| { readonly kind: 'retry'; readonly failure: Failure; readonly afterMs: number | null }
	/** The message provably never left: it may try again, and counts towards no limit. */
	| { readonly kind: 'neverLeft'; readonly failure: Failure }
	/** Nobody knows. Never tried again by itself. */
	| { readonly kind: 'unknown'; readonly failure: Failure };

/** The way by which a number sends. */
export interface Transport {
	readonly kind: NumberMode;
	/** Hands one message over. Never throws: what went wrong is in the outcome. */
	send(message: HandOver): Promise<HandOverOutcome>;
	/** Ends connections. Safe to call twice. */
	close(): Promise<void>;
}

/** Tells the state of a number. Throws a `TeamError` if the other side refuses or is away. */
export interface NumberInspector {
	inspect(): Promise<NumberReport>;
}

/** Where Meta delivers the webhooks of one number. Methods throw a `TeamError`. */
export interface WebhookOverride {
	/** The address that is set on the number itself, `null` if none is. */
	read(): Promise<string | null>;
	/** Sets it; Meta asks the address for the token before it agrees. */
	set(url: string, verifyToken: string): Promise<void>;
	/** Takes it back, so that the account's or the app's address counts again. */
	clear(): Promise<void>;
}
