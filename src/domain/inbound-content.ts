import type { ContactKey } from './address.ts';
import type { Failure } from './message.ts';

/**
 * Where a file lies that came to a linked number, and what opens it. It is kept with the message and
 * goes with it; items never show it.
 */
export interface SealedFile {
	readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
	/** On WhatsApp's servers; `null` where only {@link url} is known. */
	readonly path: string | null;
	readonly url: string | null;
	/** The key of this one file, base64. */
	readonly key: string;
	/** Checksum of the file as it lies there, base64. */
	readonly sealedSha256: string | null;
	/** In bytes, opened; `null` if it was not said. */
	readonly size: number | null;
	/** The message it came with, as WhatsApp names it: by it the phone is asked for it anew. */
	readonly message: { readonly chat: string; readonly id: string; readonly isOwn: boolean };
}

/** A file that came with a message. It is fetched by its id; the text of the message is its caption. */
export interface InboundMedia {
	/** WhatsApp's id of the file; Meta keeps it for 7 days. */
	readonly id: string;
	readonly mimeType: string | null;
	/** The checksum as Meta wrote it: base64 in webhooks. */
	readonly sha256: string | null;
	readonly fileName: string | null;
	/** Whether it was spoken into the phone; only of audio. */
	readonly voice?: boolean;
	/** Only of stickers. */
	readonly animated?: boolean;
	/** Only of linked numbers. */
	readonly sealed?: SealedFile;
}

/** A place. */
export interface InboundLocation {
	readonly latitude: number;
	readonly longitude: number;
	readonly name: string | null;
	readonly address: string | null;
	readonly url: string | null;
}

/** A line of a contact card, with what its owner calls it (`WORK`, `Mobile`). */
export interface CardEntry {
	readonly value: string;
	readonly type: string | null;
}

/** A contact card. */
export interface InboundCard {
	readonly name: string | null;
	readonly firstName: string | null;
	readonly lastName: string | null;
	/** As the sender wrote them; `whatsAppPhone` is E.164 where WhatsApp knows the number. */
	readonly phones: readonly (CardEntry & { readonly whatsAppPhone: string | null })[];
	readonly emails: readonly CardEntry[];
	readonly urls: readonly CardEntry[];
	readonly company: string | null;
	readonly jobTitle: string | null;
	readonly birthday: string | null;
	/**
	 * `contact_request` if the customer answered a request for the phone number: only then it is
	 * surely their own. Otherwise `other`.
	 */
	readonly origin: 'contact_request' | 'other';
	readonly vcard: string | null;
}

/** An answer by a tap instead of by words. */
export type InteractiveReply =
	/** A button of a template. */
	| { readonly kind: 'quickReply'; readonly id: string | null; readonly title: string | null }
	/** A button of a message. */
	| { readonly kind: 'button'; readonly id: string; readonly title: string | null }
	| {
			readonly kind: 'list';
			readonly id: string;
			readonly title: string | null;
			readonly description: string | null;
	  }
	/** A Flow or an address form that was filled in. */
	| {
			readonly kind: 'flow';
			readonly name: string | null;
			/** What was filled in; text where it was no JSON. */
			readonly response: unknown;
			readonly flowToken: string | null;
	  }
	| {
			readonly kind: 'callPermission';
			readonly isGranted: boolean;
			readonly isPermanent: boolean;
			/** Milliseconds since 1970, UTC. */
			readonly expiresAt: number | null;
			readonly source: string | null;
	  };

/** A cart that was sent. */
export interface InboundOrder {
	readonly catalogId: string | null;
	readonly items: readonly {
		readonly productId: string;
		readonly quantity: number | null;
		readonly price: number | null;
		readonly currency: string | null;
	}[];
}

/** What WhatsApp itself says about a customer. */
export interface SystemNotice {
	readonly kind: 'numberChanged' | 'userIdChanged' | 'identityChanged' | 'unknown';
	/** What the customer was known by before; empty where it was not said. */
	readonly before: readonly ContactKey[];
	/** What the customer is known by from now on. */
	readonly after: readonly ContactKey[];
}

/**
 * What a message carries besides its text. The text is always on the message itself: what was
 * written, a caption, the title of a button, the emoji of a reaction.
 */
export type InboundContent =
	| { readonly type: 'text' }
	| {
			readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker';
			readonly media: InboundMedia;
	  }
	| { readonly type: 'location'; readonly location: InboundLocation }
	| { readonly type: 'contacts'; readonly contacts: readonly InboundCard[] }
	/** `emoji` is `null` when a reaction is taken back. */
	| { readonly type: 'reaction'; readonly to: string; readonly emoji: string | null }
	| { readonly type: 'button' | 'interactive'; readonly reply: InteractiveReply }
	| { readonly type: 'order'; readonly order: InboundOrder }
	| { readonly type: 'system'; readonly notice: SystemNotice }
	/** Replaces the content of an earlier message. */
	| { readonly type: 'edit'; readonly target: string; readonly content: InboundContent }
	/** Deletes an earlier message for everyone. */
	| { readonly type: 'revoke'; readonly target: string }
	/** The customer rang; its id is the call's. Nobody takes it here. */
	| { readonly type: 'call'; readonly video: boolean }
	/** What Meta does not pass on, and what we do not know yet. `kind` is Meta's word for it. */
	| {
			readonly type: 'unsupported';
			readonly kind: string | null;
			readonly reason: Failure | null;
	  };

/** The word for a kind of message, as items show it. */
export type InboundType = InboundContent['type'];

/**
 * Whether a customer has said something that waits for an answer and opens the window. A reaction
 * does not: Meta leaves open whether it restarts the window, and a send that is refused by mistake
 * can be made good by a template, one that Meta refuses is lost. Nor do news about messages or about
 * the customer. A call opens the window as a message does.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
const ASKS: Readonly<Record<InboundType, boolean>> = {
	text: true,
	image: true,
	video: true,
	audio: true,
	document: true,
	sticker: true,
	location: true,
	contacts: true,
	button: true,
	interactive: true,
	order: true,
	unsupported: true,
	call: true,
	reaction: false,
	system: false,
	edit: false,
	revoke: false,
};

/** Whether a message is one that a person would answer. */
export function asksForAnswer({ type }: InboundContent): boolean {
	return ASKS[type];
}

/** Whether it can be the reply that a run waits for: who rings has said nothing yet. */
export function canBeReply(content: InboundContent): boolean {
	return asksForAnswer(content) && content.type !== 'call';
}

/** The types of messages that nobody has to answer. */
export const SILENT_TYPES: readonly string[] = Object.entries(ASKS)
	.filter(([, asks]) => !asks)
	.map(([type]) => type);
