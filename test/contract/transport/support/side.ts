import type { NumberMode } from '../../../../src/domain/number/number.ts';
import type { InboxItem } from '../../../../src/domain/item.ts';
import type { Desk } from '../../../../src/runtime/desk/desk.ts';

/** What a customer sends. */
export type Said =
	| { readonly type: 'text'; readonly text: string; readonly replyTo?: string }
	| {
			readonly type: 'image' | 'document';
			readonly data: Buffer;
			readonly caption: string;
			readonly fileName?: string;
	  }
	| { readonly type: 'location'; readonly latitude: number; readonly longitude: number }
	| { readonly type: 'reaction'; readonly to: string; readonly emoji: string };

/** What a customer got, in the words of our product. */
export interface Arrived {
	readonly id: string;
	readonly type: string;
	/** What a person reads, or the emoji; empty for what has no words. */
	readonly words: string;
	readonly replyTo: string | null;
	/** SHA-256 of what is in it, hex. Only of files. */
	readonly file: string | null;
}

/** A number of ours that listens, over one transport, and WhatsApp with one customer behind it. */
export interface Side {
	readonly mode: NumberMode;
	/** The customer's phone, E.164. */
	readonly customer: string;
	/** What runs were started with, all starts of our process together. */
	readonly items: readonly InboxItem[];
	/** The desk of the process as it runs now. */
	desk(): Desk;
	/** The customer writes. Gives WhatsApp's id of the message. */
	says(said: Said): Promise<string>;
	/** The customer rings. Gives WhatsApp's id of the call. */
	calls(): Promise<string>;
	/** What has arrived at the customer, in order. */
	arrived(): Promise<readonly Arrived[]>;
	/** The customer opens the chat. */
	reads(): Promise<void>;
	/** WhatsApp refuses the next message for good. */
	refusesNext(): Promise<void>;
	/** WhatsApp takes the next message, and its answer is lost. */
	losesNextAnswer(): Promise<void>;
	/** Our process ends as it does with n8n. */
	stops(): Promise<void>;
	/** Another process of ours begins where the last one stopped. Resolves when it is connected. */
	starts(): Promise<void>;
	/** Lets so much time pass at WhatsApp that it tries again what could not be delivered. */
	triesAgain(): Promise<void>;
	close(): Promise<void>;
}
