import type { ContactPart } from '../../domain/item.ts';
import type { Consent, Marketing } from '../../domain/consent.ts';
import type { LinkedRecord } from './keeping.ts';
import type { Looking, Page, Paging } from './lookup.ts';
import type { Recipient } from './sending.ts';

/** Which contacts are looked for. What is absent is not asked about; all of the rest must hold. */
export interface ContactFilter {
	/** A part of a name, the end of a phone number, or a username. */
	readonly search?: string;
	/** What they want of marketing. */
	readonly marketing?: Marketing | 'unknown';
	/** Contacts with a record of this system, of this type if one is named, or this very record. */
	readonly record?: {
		readonly system: string;
		readonly type?: string;
		readonly id?: string;
	};
}

/** A person in a list. Times are milliseconds since 1970, UTC. */
export interface ContactRow extends ContactPart {
	readonly language: string | null;
	readonly timeZone: string | null;
	readonly crmLinks: readonly LinkedRecord[];
	readonly consent: Consent;
	readonly createdAt: number;
}

/** What the team says of a person. What is absent stays; `null` takes it back. */
export interface ContactChange {
	/** Shown in place of the name that WhatsApp tells. */
	readonly name?: string | null;
	readonly language?: string | null;
	readonly timeZone?: string | null;
	/** Records that are added; one of the same system and type is replaced. `id` null takes it away. */
	readonly crmLinks?: readonly (Omit<LinkedRecord, 'id'> & { readonly id: string | null })[];
}

/** What the store does for the people who write. */
export interface ContactOperations {
	/** People, the newest first. Writes nothing. */
	listContacts(
		input: Looking & Paging & { readonly filter: ContactFilter },
	): Promise<Page<ContactRow>>;
	/**
	 * Writes down what the team says of a person, with an event if anything is another than before.
	 * Somebody who is named by a phone that nobody has is made.
	 *
	 * @returns `null` if there is no such person
	 */
	upsertContact(input: {
		readonly workspaceId: string;
		readonly who: Recipient;
		readonly change: ContactChange;
		/** By which number it is told of somebody who has no conversation; absent or `null` for none. */
		readonly numberId?: string | null;
		/** In whose name; absent or `null` for the workflow. Whom they may not see is not there. */
		readonly actingAgent?: string | null;
		readonly now: number;
	}): Promise<{ readonly contactId: string; readonly isNew: boolean } | null>;
	/**
	 * Makes two people one, with an event. Doing it again does no harm.
	 *
	 * @param input `into` stays, and takes in `from`
	 * @returns which of the two there is not; or the person that stays
	 */
	mergePeople(input: {
		readonly workspaceId: string;
		readonly into: Recipient;
		readonly from: Recipient;
		/** By which number it is told of somebody who has no conversation; absent or `null` for none. */
		readonly numberId?: string | null;
		/** In whose name; absent or `null` for the workflow. Whom they may not see is not there. */
		readonly actingAgent?: string | null;
		readonly now: number;
	}): Promise<
		| { readonly kind: 'merged'; readonly contactId: string; readonly hasChanged: boolean }
		| { readonly kind: 'unknown'; readonly which: 'into' | 'from' }
	>;
}
