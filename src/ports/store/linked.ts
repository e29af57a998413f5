import type { Failure } from '../../domain/message.ts';
import type { NumberMode, NumberState } from '../../domain/number/number.ts';
import type { LinkedKeyChange } from '../linked.ts';

/** A linked number, and the fence with which a process shows that it owns the number. */
export interface OwnedNumber {
	readonly numberId: string;
	readonly fence: number;
}

/** Whether the caller still owns the number; if not, nothing was written. */
export interface Owned {
	readonly isOwner: boolean;
}

/** What the connection of a linked number says of it. */
export interface NoteStanding extends OwnedNumber {
	readonly state: NumberState;
	/** Why, and what to do; `null` where all is well. */
	readonly failure: Failure | null;
	readonly now: number;
}

/** How the link of a number stands. Times are milliseconds since 1970, UTC. */
export interface LinkStanding {
	readonly workspaceId: string;
	readonly mode: NumberMode;
	readonly label: string;
	readonly phone: string | null;
	readonly state: NumberState;
	/** Why, and what to do; `null` where all is well. */
	readonly failure: Failure | null;
	/** When it was linked last; `null` if never. */
	readonly linkedAt: number | null;
	/** The last sign of life of the phone. */
	readonly phoneSeenAt: number | null;
	/** When it was last known to be connected. */
	readonly connectedAt: number | null;
	/** Links to its link page hold while they name this version. */
	readonly linkVersion: number;
}

/** What the store does for linked numbers alone. */
export interface LinkedOperations {
	/** Finds keys by id; unknown ids are left out. Values are as they were written: sealed. */
	readLinkedKeys(input: {
		readonly numberId: string;
		readonly kind: string;
		readonly ids: readonly string[];
	}): Promise<readonly { readonly id: string; readonly value: string }[]>;
	/** Writes and deletes keys, all or nothing. Of two changes of one key the later one counts. */
	writeLinkedKeys(
		input: OwnedNumber & {
			readonly changes: readonly LinkedKeyChange[];
			readonly now: number;
		},
	): Promise<Owned>;
	/** Deletes every key of a number. */
	wipeLinkedKeys(input: OwnedNumber): Promise<Owned>;
	/**
	 * Writes down how the connection of a number stands, with an event if its state changed. A number
	 * whose link is at risk stays `at_risk` while it is ready or connects again. A state of a linked
	 * number after one of an unlinked number is a new link: its age counts from now.
	 */
	noteStanding(input: NoteStanding): Promise<Owned>;
	/** Notes a sign of life of the phone. Writes once a minute at the most. */
	notePhoneSeen(input: {
		readonly numberId: string;
		/** When the sign was given; the future counts as now. */
		readonly at: number;
		readonly now: number;
	}): Promise<null>;
	/**
	 * Looks whether WhatsApp will soon end the link because phone or n8n were away, and says so on
	 * days 10, 12 and 13, once each; or that it is over. To be called now and then, and when the
	 * phone is seen again.
	 */
	checkLinkRisk(
		input: OwnedNumber & { readonly now: number },
	): Promise<Owned & { readonly state: NumberState }>;
	/** How the link of a number stands. `null` if there is no such number. */
	linkStanding(input: {
		readonly numberId: string;
		readonly now: number;
	}): Promise<LinkStanding | null>;
	/** Makes every link to the link page of a number that was given out worthless. */
	revokeLinks(input: { readonly numberId: string }): Promise<{ readonly linkVersion: number }>;
}
