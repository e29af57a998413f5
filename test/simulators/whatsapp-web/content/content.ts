import type { proto } from '@whiskeysockets/baileys';

/** The kinds of files. */
export type FileKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

/** A file that somebody sends. */
export interface FileContent {
	readonly kind: FileKind;
	readonly data: Uint8Array;
	/** Default what is usual for the kind. */
	readonly mimeType?: string;
	readonly caption?: string;
	/** Of a document. */
	readonly fileName?: string;
}

/** A card of the address book. */
export interface Contact {
	readonly name: string;
	/** In any notation. */
	readonly phone: string;
}

/** What a person can send. A message that is named by its id has to be of the same chat. */
export type Content =
	| { readonly kind: 'text'; readonly text: string }
	| FileContent
	| {
			readonly kind: 'location';
			readonly latitude: number;
			readonly longitude: number;
			readonly name?: string;
			readonly address?: string;
	  }
	| { readonly kind: 'contacts'; readonly contacts: readonly Contact[] }
	/** An empty emoji takes the reaction back. */
	| { readonly kind: 'reaction'; readonly to: string; readonly emoji: string }
	| { readonly kind: 'edit'; readonly of: string; readonly text: string }
	| { readonly kind: 'delete'; readonly of: string }
	| { readonly kind: 'buttonReply'; readonly id: string; readonly title: string }
	| { readonly kind: 'templateReply'; readonly id: string; readonly title: string }
	| {
			readonly kind: 'listReply';
			readonly id: string;
			readonly title: string;
			readonly description?: string;
	  }
	| { readonly kind: 'poll'; readonly question: string; readonly options: readonly string[] }
	/** Any message at all. */
	| { readonly kind: 'raw'; readonly message: proto.IMessage };

/** How a message is sent. */
export interface SendOptions {
	/** Default made up. */
	readonly id?: string;
	/** The id of the message that is answered. */
	readonly quoting?: string;
	readonly forwarded?: boolean;
	/** It disappears after so many seconds. */
	readonly disappearsAfterS?: number;
	/**
	 * It can be looked at once: `wrapped` comes with its content, `phoneOnly` without, as linked
	 * devices get it today.
	 */
	readonly viewOnce?: 'wrapped' | 'phoneOnly';
	/** By which of the sender's ids; default the sender's own way. */
	readonly addressing?: 'lid' | 'pn';
}

/** Content as a test writes it: a string is a text. */
export type ContentInput = string | Content;
