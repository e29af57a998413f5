import type { CapName, CapRules } from '../../domain/caps/caps.ts';
import type { HealthStanding } from '../../domain/number/health-news.ts';
import type { HealthReason } from '../../domain/number/health-rules.ts';
import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { NumberState } from '../../domain/number/number.ts';
import type { Category } from '../../domain/outbox.ts';
import type { RecipientPace } from '../../domain/caps/recipient-pace.ts';
import type { Outcome, Recipient } from './sending.ts';

/** A cap of a number, and how much of it is used. */
export interface Limit {
	readonly name: CapName;
	readonly used: number;
	readonly cap: number;
	/** When the oldest counted message leaves the window; `null` if none counts. */
	readonly resetsAt: number | null;
	/** Only while it is lower than the cap of the number's own, because of bad signs. */
	readonly lowered?: Lowered;
}

/** Why a cap is lower than it was set. */
export interface Lowered {
	/** What it is otherwise; `null` for a cap that the number has none of itself. */
	readonly from: number | null;
	readonly reason: HealthReason;
	/** Of the failure that was the last bad sign; `null` if it was none. */
	readonly code: number | null;
	/** When it rises by one step, if no bad sign comes. */
	readonly recoversAt: number;
}

/** How a number stands. */
export interface NumberStanding {
	readonly number: NumberPart;
	/** What Meta last said of it. */
	readonly state: NumberState;
	/** Since when a person has it paused; `null` if nobody has. */
	readonly pausedAt: number | null;
	readonly perSecond: number;
	/** How many messages wait in its queue. */
	readonly waiting: number;
	readonly limits: readonly Limit[];
	readonly rules: CapRules;
	/** `null` while it is well, and may send what its caps allow. */
	readonly health: HealthStanding | null;
	/** Whether credentials in use have different caps: then the stricter of each kind holds. */
	readonly doCredentialsDiffer: boolean;
}

/** Which messages of a queue are meant. */
export interface QueueFilter {
	readonly workspaceId: string;
	readonly numberId: string;
	/** Only those of this sequence; `null` for all. */
	readonly sequence: string | null;
	/** Only those to this person; `null` for all. */
	readonly who: Recipient | null;
	readonly now: number;
}

/** A look into a queue. */
export interface ListQueue extends QueueFilter {
	/** How many, at least 1. */
	readonly limit: number;
	readonly pace: RecipientPace;
}

/** A message that waits. */
export interface QueuedMessage {
	readonly outboxId: string;
	readonly contact: ContactPart;
	readonly conversation: ConversationPart;
	readonly category: Category;
	readonly sequence: string | null;
	readonly step: string | null;
	readonly reason: Outcome['reason'];
	readonly until: number | null;
	readonly expiresAt: number;
	readonly createdAt: number;
}

/** What was taken out of a queue. */
export interface CancelledQueue {
	readonly outboxIds: readonly string[];
}

/** How numbers stand, and what they have to send. See `StoreOperations`. */
export interface QueueOperations {
	/** Pauses a number for a person, or resumes it. What it has to send waits meanwhile. */
	pauseNumber(input: {
		readonly numberId: string;
		readonly isPaused: boolean;
		readonly now: number;
	}): Promise<{ readonly hasChanged: boolean }>;
	/** How a number stands: state, caps, queue. */
	numberStanding(input: {
		readonly numberId: string;
		readonly now: number;
	}): Promise<NumberStanding>;
	/** How much of their caps numbers have used. */
	limits(input: {
		readonly numberIds: readonly string[];
		readonly now: number;
	}): Promise<readonly { readonly numberId: string; readonly limits: readonly Limit[] }[]>;
	/** The messages that wait, in the order in which they would go. */
	listQueue(input: ListQueue): Promise<readonly QueuedMessage[]>;
	/** Takes back messages that wait. */
	cancelQueued(input: QueueFilter): Promise<CancelledQueue>;
}
