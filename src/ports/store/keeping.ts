import type { Settings } from '../../domain/settings.ts';
import type { Recipient } from './sending.ts';
import type { ContactKey } from '../../domain/address.ts';
import type { Consent, Marketing } from '../../domain/consent.ts';

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

/** What is known of people and settings, for how long, and how it goes. See `StoreOperations`. */
export interface KeepingOperations {
	/** The ids of all workspaces. */
	listWorkspaces(input: Readonly<Record<string, never>>): Promise<readonly string[]>;
	/** What a workspace has set, with the defaults of what it has not. */
	getSettings(input: { readonly workspaceId: string }): Promise<Settings>;
	/** Sets what is given and leaves the rest. @returns what holds from now on */
	saveSettings(input: {
		readonly workspaceId: string;
		readonly change: Partial<Settings>;
		readonly now: number;
	}): Promise<Settings>;
	/** Deletes a little of what was kept long enough. To be called until nothing is left to cut. */
	cut(input: Cut): Promise<{ readonly cut: number }>;
	/** Finds a person. `null` if there is none, or no longer, or none that the agent may see. */
	findContact(input: {
		readonly workspaceId: string;
		readonly who: Recipient;
		/** In whose name; absent or `null` for the workflow, which sees all. */
		readonly actingAgent?: string | null;
	}): Promise<KnownContact | null>;
	/**
	 * Writes down whether a person wants marketing from any number of the workspace; `null` for
	 * nobody knows. Who wants none gets none, not even what waits.
	 *
	 * @returns the messages that ended because of it; `null` if there is no such person
	 */
	setConsent(input: {
		readonly workspaceId: string;
		readonly who: Recipient;
		readonly marketing: Marketing | null;
		/** As in `findContact`. */
		readonly actingAgent?: string | null;
		readonly now: number;
	}): Promise<{ readonly ended: readonly string[] } | null>;
	/**
	 * Deletes all that names or quotes a person. Ids stay, so that the log and who refers to them
	 * find something. Doing it again does no harm.
	 *
	 * @returns `null` if there is no such person
	 */
	eraseContact(input: {
		readonly workspaceId: string;
		readonly who: Recipient;
		readonly now: number;
	}): Promise<Erased | null>;
}
