import type { Failure } from '../../../domain/message.ts';
import type { LinkEnd } from '../../../domain/number/number.ts';
import type { LinkWay } from '../../../ports/linked.ts';
import type { OwnEnd } from '../error-catalogue/link.ts';

/** How far a try to link has come. */
export type LinkStep =
	/** A socket is being opened, or a code asked for. */
	| { readonly kind: 'asking' }
	| { readonly kind: 'qr'; readonly text: string; readonly expiresAt: number }
	| { readonly kind: 'pairingCode'; readonly code: string; readonly expiresAt: number };

/** Where the connection of a number stands. */
export type Phase =
	/** The keys are being read. `wanted`: somebody asked to link it meanwhile. */
	| { readonly kind: 'loading'; readonly wanted: LinkWay | null }
	/** There is no link, or nothing is done with it until a person acts. */
	| {
			readonly kind: 'resting';
			readonly end: LinkEnd | null;
			readonly failure: Failure | null;
	  }
	| {
			readonly kind: 'linking';
			readonly way: LinkWay;
			readonly step: LinkStep;
			/** How many codes were shown until they expired. */
			readonly expired: number;
			/** How many sockets in a row did not come to a code. */
			readonly attempt: number;
	  }
	/** Linked, and without a connection. */
	| {
			readonly kind: 'away';
			/** Whether a socket is being opened; otherwise it pauses. */
			readonly isTrying: boolean;
			/** Whether it was linked a moment ago and never connected since. */
			readonly isNew: boolean;
			/** How many sockets in a row have ended without having lasted. */
			readonly attempt: number;
			/** Why it is away; `null` as long as that is nothing to speak of. */
			readonly failure: Failure | null;
	  }
	| {
			readonly kind: 'online';
			/** How many sockets before this one have ended without having lasted. */
			readonly attempt: number;
	  }
	/** Another process owns the number, or the connection was closed. */
	| { readonly kind: 'over' };

/** How a socket ended: WhatsApp's code, or what we found ourselves. */
export type SocketEnd = number | OwnEnd | 'codesExpired';

/** What happens to a connection. */
export type LinkEvent =
	| { readonly kind: 'loaded'; readonly isLinked: boolean }
	/** Keys are there, or were, and cannot be read. */
	| { readonly kind: 'keysLost' }
	| { readonly kind: 'begin'; readonly way: LinkWay }
	| { readonly kind: 'cancel' }
	| { readonly kind: 'unlink' }
	| { readonly kind: 'qr'; readonly text: string; readonly expiresAt: number }
	| { readonly kind: 'code'; readonly code: string; readonly expiresAt: number }
	/** WhatsApp gave no pairing code. */
	| { readonly kind: 'codeRefused' }
	/** The phone agreed. */
	| { readonly kind: 'paired' }
	/** `isOurs`: whether it is the phone of the credential. */
	| { readonly kind: 'opened'; readonly isOurs: boolean }
	/** `lastedMs`: how long it was open; 0 if it never was. */
	| { readonly kind: 'ended'; readonly how: SocketEnd; readonly lastedMs: number }
	/** A pause is over. */
	| { readonly kind: 'rested' }
	| { readonly kind: 'over' };

/** What is to be done next, in this order. */
export type LinkCommand =
	/** Opens a socket: with the keys that are kept, or with new ones to link. */
	| { readonly kind: 'connect'; readonly as: 'linked' | LinkWay }
	| { readonly kind: 'askCode' }
	/** Ends the socket. */
	| { readonly kind: 'hangUp' }
	/** Tells WhatsApp that the link is over, if there is a connection, and ends the socket. */
	| { readonly kind: 'logOut' }
	| { readonly kind: 'wipe' }
	| { readonly kind: 'pause'; readonly attempt: number };

/** A phase, and how to come to it. */
export interface Step {
	readonly phase: Phase;
	readonly commands: readonly LinkCommand[];
}
