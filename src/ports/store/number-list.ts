import type { NumberPart } from '../../domain/item.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { WeeklyHours } from '../../domain/desk/weekly-hours.ts';
import type { Looking } from './lookup.ts';

/** A number in a list. Times are milliseconds since 1970, UTC. */
export interface NumberRow {
	readonly number: NumberPart;
	readonly state: NumberState;
	/** Since when a person has it paused. */
	readonly pausedAt: number | null;
	/** Whose phone it is: answers from it are theirs. */
	readonly ownerAgent: string | null;
	/** Who has the phone, or its SIM, if that one leaves. */
	readonly backupOwner: string | null;
	/** When somebody should look again whether all of this is still right. */
	readonly reviewAt: number | null;
	/** When the phone of a linked number gave its last sign of life. */
	readonly phoneSeenAt: number | null;
	/** When somebody answers, in the time zone of the number; `null` for always. */
	readonly hours: readonly WeeklyHours[] | null;
	/** IANA name; `null` where the credential names none. */
	readonly timeZone: string | null;
	/**
	 * Whether a contact has one conversation, which is opened again; otherwise the next one begins
	 * some time after it was resolved: the setting `reopenHours`.
	 */
	readonly singleConversation: boolean;
	readonly createdAt: number;
}

/** What the team says of a number. What is absent stays; `null` takes it back. */
export interface NumberChange {
	/** Until a credential of the number names another one. */
	readonly group?: string | null;
	readonly ownerAgent?: string | null;
	readonly backupOwner?: string | null;
	readonly reviewAt?: number | null;
	readonly hours?: readonly WeeklyHours[] | null;
	readonly singleConversation?: boolean;
}

/** What the store does for the list of numbers. */
export interface NumberListOperations {
	/** The numbers that may be seen, by label. An agent whom nobody knows sees none. */
	listNumbers(input: Looking): Promise<readonly NumberRow[]>;
	/** Writes down what the team says of a number. @returns `null` if there is no such number */
	updateNumber(input: {
		readonly workspaceId: string;
		readonly numberId: string;
		readonly change: NumberChange;
		readonly now: number;
	}): Promise<NumberRow | null>;
}
