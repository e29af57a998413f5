import type { NumberFacts } from './number-facts.ts';

/** By which way a number is connected. */
export type NumberMode = 'cloud' | 'linked';

/** The states of a number; some belong to one mode alone. */
export type NumberState =
	/** Cloud: a step of its setting up is missing. */
	| 'pending'
	/** Cloud: a code is on its way to the phone. */
	| 'code_sent'
	/** Cloud: verified, and not registered. */
	| 'verified'
	/** Cloud: it worked, and has to be verified again, as after its SIM moved to another carrier. */
	| 'reverify_needed'
	/** Linked: nobody has linked it, or somebody has unlinked it here. */
	| 'unlinked'
	/** Linked: a code is shown. */
	| 'linking'
	| 'ready'
	/** Linked: it connects again; what it has to send waits a moment. */
	| 'degraded'
	/** Linked: the phone has been away for ten days; after 14 WhatsApp ends the link. */
	| 'at_risk'
	/** Cloud: away. Linked: stopped until somebody acts. */
	| 'offline'
	| 'restricted'
	/** Linked: the phone, or WhatsApp, has ended the link. */
	| 'logged_out'
	| 'banned'
	| 'paused'
	/** Cloud: Meta has not been asked yet. */
	| 'unknown';

/** How a link, or a try to link, ended. */
export type LinkEnd =
	/** Nobody scanned or typed the code in time. */
	| 'expired'
	/** WhatsApp did not agree. */
	| 'refused'
	/** WhatsApp takes no client of this version any more. */
	| 'outdated'
	/** Another phone than that of the credential scanned the code; its link was taken back. */
	| 'wrongPhone'
	/** Ended on the phone, or by WhatsApp after 14 days without the phone. */
	| 'loggedOut'
	| 'banned'
	/** Another program uses the same link. */
	| 'replaced'
	/** The keys that were kept cannot be read any more. */
	| 'keysLost'
	/** Taken back by a person in n8n. */
	| 'unlinked';

/** What Meta says of a number, reduced to what decides and what a person asks for. */
export interface NumberReport {
	readonly phoneNumberId: string;
	/** E.164, or `null` where Meta's text could not be read. */
	readonly phone: string | null;
	readonly displayPhone: string;
	readonly verifiedName: string | null;
	readonly state: NumberState;
	/** Which step is missing or what is wrong, and what to do; `null` when ready. */
	readonly advice: string | null;
	readonly quality: string | null;
	/** Messages per second that Meta accepts from this number. */
	readonly perSecond: number;
	/** What Meta said in its own words. */
	readonly facts: NumberFacts;
}

/** A number of a workspace. */
export interface TeamNumber {
	readonly id: string;
	readonly workspaceId: string;
	readonly mode: NumberMode;
	readonly label: string;
	readonly group: string | null;
	readonly phone: string | null;
	readonly phoneNumberId: string | null;
	readonly state: NumberState;
	/** Messages per second that the other side accepts from it. */
	readonly perSecond: number;
}

/**
 * Whether messages may be handed over in this state. In the others they wait in the outbox.
 * `unknown` is a number that Meta has not been asked about yet: the send itself will tell.
 */
export function acceptsSends(state: NumberState): boolean {
	switch (state) {
		case 'ready':
		case 'unknown':
		case 'degraded':
		case 'at_risk':
			return true;
		case 'pending':
		case 'code_sent':
		case 'verified':
		case 'reverify_needed':
		case 'unlinked':
		case 'linking':
		case 'offline':
		case 'restricted':
		case 'logged_out':
		case 'banned':
		case 'paused':
			return false;
	}
}
