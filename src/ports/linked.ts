import type { Readable } from 'node:stream';
import type { ContactKey } from '../domain/address.ts';
import type { InboundMessage, RecordedMessage } from '../domain/inbound.ts';
import type { SealedFile } from '../domain/inbound-content.ts';
import type { LinkEnd, NumberState } from '../domain/number/number.ts';
import type { Failure, StatusUpdate } from '../domain/message.ts';
import type { MediaKind } from '../domain/outgoing/media.ts';
import type { Transport } from './transport.ts';

/** One value to keep; `null` deletes it. */
export interface LinkedKeyChange {
	/** Which family it belongs to: `creds`, `session`, `pre-key`, … */
	readonly kind: string;
	readonly id: string;
	readonly value: string | null;
}

/**
 * Where a linked number keeps its keys, for the process that owns the number. Sealed at rest;
 * values are text here.
 */
export interface LinkedKeys {
	/**
	 * Finds values by id; ids that are not known, or were sealed with another key, are left out.
	 *
	 * @throws TeamError `storeUnavailable`
	 */
	read(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/**
	 * Writes all in one transaction, committed when it resolves.
	 *
	 * @throws TeamError `notOwner` when another process owns the number by now: nothing was written
	 */
	write(changes: readonly LinkedKeyChange[]): Promise<void>;
	/** Deletes every key of the number: it has to be linked anew. */
	wipe(): Promise<void>;
}

/** What a linked number took in at once. */
export interface LinkedNews {
	readonly messages: readonly InboundMessage[];
	/** Typed on the business's own phone, or long ago. */
	readonly recorded: readonly RecordedMessage[];
	readonly statuses: readonly StatusUpdate[];
	/** That a part of the history is complete with this, and how much of all it is, in percent. */
	readonly history: { readonly progress: number | null } | null;
	/** Parts whose shape was not understood, counted. */
	readonly unreadable: number;
	/** What belongs to groups, lists and channels, counted. */
	readonly groupIgnored: number;
}

/** How a person links a number: by a code that the phone scans, or one that is typed into it. */
export type LinkWay = 'qr' | 'pairingCode';

/** Where linking stands, as a person sees it. */
export type LinkView =
	/** Nobody is linking it. `end` says how the last try, or the last link, ended. */
	| { readonly kind: 'notLinked'; readonly end: LinkEnd | null; readonly failure: Failure | null }
	/** A code is being asked for. */
	| { readonly kind: 'connecting'; readonly way: LinkWay }
	/** To be drawn as a QR code and scanned before it expires (ms since 1970, UTC). */
	| { readonly kind: 'qr'; readonly text: string; readonly expiresAt: number }
	/** Eight characters to be typed into the phone. */
	| { readonly kind: 'pairingCode'; readonly code: string; readonly expiresAt: number }
	/** The phone agreed; the number connects for the first time. */
	| { readonly kind: 'finishing' }
	/** Linked. `isConnected` is false while it connects again. */
	| { readonly kind: 'linked'; readonly phone: string; readonly isConnected: boolean };

/** Links a number, for as long as this process owns it. */
export interface Linking {
	view(): LinkView;
	/** Calls back after each change of the view. Returns the function that ends it. */
	onChange(listener: () => void): () => void;
	/** Begins a try, or begins anew with the other way. Does nothing for a linked number. */
	begin(way: LinkWay): void;
	/** Ends a try. */
	cancel(): void;
	/** Takes the link back at WhatsApp as far as it can be reached, and wipes the keys. */
	unlink(): Promise<void>;
}

/** What a connection tells of its number. */
export interface LinkedStanding {
	readonly state: NumberState;
	/** Why, and what to do; `null` where all is well. */
	readonly failure: Failure | null;
}

/** A message that is answered or reacted to, as the book knows it. */
export interface QuotedMessage {
	/** Whether the number itself sent it, from here or from its phone. */
	readonly isOwn: boolean;
	/** What a person would read of it. */
	readonly text: string | null;
}

/** A file on its way out that can be read more than once. */
export interface LinkedUpload {
	readonly fileName: string;
	readonly mimeType: string;
	/** In bytes, exactly. */
	readonly size: number;
	open(): Promise<Readable>;
}

/** How a file is fetched. */
export interface LinkedDownloadOptions {
	/** What the message said of the opened file, base64; `null` if it said nothing. */
	readonly sha256: string | null;
	/** What the message said of its kind. */
	readonly mimeType: string | null;
	/** The most that is fetched, in bytes. Default: 100 MB. */
	readonly maxBytes?: number;
	readonly signal?: AbortSignal | undefined;
}

/** A file on its way in. The stream fails if length or checksum turn out wrong. */
export interface LinkedDownload {
	readonly mimeType: string;
	/** `null` if it is not known. */
	readonly size: number | null;
	readonly stream: Readable;
}

/** What the connection of a linked number needs. */
export interface LinkedConnectionParts {
	readonly numberId: string;
	/** E.164 of the phone that must link. */
	readonly phone: string;
	/** Whether it was linked when it was opened: keys that cannot be found any more are lost then. */
	readonly wasLinked: boolean;
	/** Whether files may be fetched from addresses of a private network. */
	readonly privateAddresses: boolean;
	/** How the phone shows us in its list of linked devices. */
	readonly deviceName: string;
	readonly keys: LinkedKeys;
	/**
	 * Stores what came in. Committed when it resolves.
	 *
	 * @throws TeamError `storeUnavailable`; then it is tried again
	 */
	readonly deliver: (news: LinkedNews) => Promise<void>;
	/** Told of each change of the standing, in order. */
	readonly onStanding: (standing: LinkedStanding) => Promise<void>;
	/** Told that the phone itself gave a sign of life (ms since 1970, UTC). */
	readonly onPhoneSeen: (at: number) => Promise<void>;
	/** Told once when the keys turn out to be another process's by now; the connection has ended. */
	readonly onOwnershipLost: () => void;
	/** Looks a message of the number up by WhatsApp's id; `null` if it is not known. */
	readonly findQuoted: (providerId: string) => Promise<QuotedMessage | null>;
}

/** The connection of a linked number: opened by the process that owns it, one socket at a time. */
export interface LinkedConnection {
	readonly transport: Transport;
	readonly linking: Linking;
	/** Connects if the number is linked, and stays connected. Returns at once. */
	start(): void;
	/**
	 * Shows a customer that somebody types, for some seconds or until the message comes. An ornament:
	 * resolves also where it cannot be shown.
	 */
	sendTyping(recipient: readonly ContactKey[]): Promise<void>;
	/**
	 * Shows a customer that a message was read.
	 *
	 * @param providerId WhatsApp's id of the message
	 * @throws TeamError `remoteUnreachable`, `notFound`
	 */
	markRead(sender: readonly ContactKey[], providerId: string): Promise<void>;
	/**
	 * Uploads a file for messages of this number. WhatsApp keeps it for about a month.
	 *
	 * @param voice whether it is to be shown as a voice message
	 * @returns the id by which messages name it
	 * @throws TeamError `remoteUnreachable`
	 */
	uploadMedia(
		kind: MediaKind,
		file: LinkedUpload,
		options?: { readonly voice?: boolean; readonly signal?: AbortSignal | undefined },
	): Promise<string>;
	/**
	 * Opens a file that came with a message, also while the number is not connected. What WhatsApp
	 * does not have any more the phone is asked for once, if it is connected.
	 *
	 * @throws TeamError `remoteUnreachable`, `remoteRefused`, or `notFound` if the file is gone
	 */
	downloadMedia(file: SealedFile, options: LinkedDownloadOptions): Promise<LinkedDownload>;
	/** Ends the socket and every timer. Safe to call twice. */
	close(): Promise<void>;
}
