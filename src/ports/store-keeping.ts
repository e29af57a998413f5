import type { ContactKey } from '../domain/address.ts';
import type { Consent } from '../domain/consent.ts';

/**
 * What is cut: cursors that nobody reads by, what is older than the settings say, what caps do not
 * look at any more, receivers that went long ago, what came in while its person was being erased,
 * and what linked numbers sent so long ago that nobody asks for it again.
 */
export type CutKind =
	| 'cursors'
	| 'events'
	| 'messages'
	| 'outbox'
	| 'ledger'
	| 'receivers'
	| 'erasures'
	| 'linkedSent';

/** A piece of what is to be deleted, small enough for one transaction. */
export interface Cut {
	readonly workspaceId: string;
	readonly what: CutKind;
	/** How many rows at the most. */
	readonly limit: number;
	readonly now: number;
}

/** A record of another system, such as a CRM. */
export interface LinkedRecord {
	/** `hubspot`, `pipedrive`, … */
	readonly system: string;
	/** `contact`, `deal`, … */
	readonly type: string;
	readonly id: string;
}

/** A person, as the inbox knows them. */
export interface KnownContact {
	readonly id: string;
	/** The one that the team gave; otherwise the one that WhatsApp tells. */
	readonly name: string | null;
	readonly language: string | null;
	/** IANA name. */
	readonly timeZone: string | null;
	readonly crmLinks: readonly LinkedRecord[];
	/** The newest first. */
	readonly keys: readonly ContactKey[];
	readonly conversations: readonly { readonly id: string; readonly numberId: string }[];
	readonly consent: Consent;
	readonly createdAt: number;
}

/** What was deleted with a person. */
export interface Erased {
	readonly contactId: string;
	/** Messages from and to them. */
	readonly messages: number;
	/** Messages that still waited to be sent, and will not be. */
	readonly cancelled: number;
	/** Messages that were being handed over at this moment: they cannot be called back. */
	readonly onTheirWay: number;
}
