import type { EventType } from '../../domain/event.ts';
import type { InboxItem } from '../../domain/item.ts';

/** Who begins to read the log, and where. */
export interface OpenCursor {
	readonly consumer: string;
	readonly workspaceId: string;
	/** `end`: at the end of the log, whatever was before; `resume`: where it was, or at the end if it is new. */
	readonly from: 'end' | 'resume';
	readonly now: number;
}

/** Which events a trigger wants next. */
export interface ReadFeed {
	readonly workspaceId: string;
	readonly consumer: string;
	readonly after: number;
	readonly limit: number;
	readonly types: readonly EventType[];
	/** Only this number's events; `null` for all of the workspace. */
	readonly numberId: string | null;
	readonly includeRaw: boolean;
}

/** An event in the log, as a trigger gets it. */
export interface FeedEntry {
	readonly seq: number;
	readonly conversationId: string;
	readonly item: Omit<InboxItem, 'attempt'>;
	/** What is known of an earlier delivery of this event to this trigger. */
	readonly delivery: DeliveryRow | null;
	/** The message that it replies to, if a run of the same workflow waited for it. */
	readonly answers?: string;
}

/** The next events of the log. */
export interface FeedPage {
	readonly entries: readonly FeedEntry[];
	/** Everything up to here has been looked at. */
	readonly readUpTo: number;
}

/** One event on its way to one trigger. */
export interface DeliveryKey {
	readonly consumer: string;
	readonly eventId: string;
}

/** How far a delivery is. */
export interface DeliveryRow {
	readonly attempt: number;
	readonly state: 'emitting' | 'started' | 'settled';
	readonly at: number;
}

/** Who reads the log, how far, and what became of each delivery. See `StoreOperations`. */
export interface FeedOperations {
	/** Where a trigger stands in the log. Makes the cursor if there is none. */
	openCursor(input: OpenCursor): Promise<{ readonly position: number }>;
	/** The next events for a trigger, in the order of the log. */
	readFeed(input: ReadFeed): Promise<FeedPage>;
	/**
	 * Notes that an event is being handed to a workflow. Writes nothing if this attempt, or a later
	 * one, is noted already, and tells how far it is.
	 */
	beginDelivery(
		input: DeliveryKey & {
			readonly seq: number;
			readonly attempt: number;
			readonly now: number;
		},
	): Promise<DeliveryRow | null>;
	/** Notes that the run for a delivery has begun. Says whether it is the newest attempt. */
	startDelivery(
		input: DeliveryKey & { readonly attempt: number; readonly now: number },
	): Promise<{ readonly current: boolean }>;
	/** How far a delivery is. */
	getDelivery(input: DeliveryKey): Promise<DeliveryRow | null>;
	/** Closes a delivery and moves the cursor up to the lowest one that is still open. */
	settleDelivery(
		input: DeliveryKey & { readonly position: number; readonly now: number },
	): Promise<null>;
	/** Moves a cursor over events that are none of its trigger's business. */
	moveCursor(input: {
		readonly consumer: string;
		readonly position: number;
		readonly now: number;
	}): Promise<null>;
	/** Notes that triggers are at work, however little happens: their cursors are kept. */
	touchCursors(input: {
		readonly consumers: readonly string[];
		readonly now: number;
	}): Promise<null>;
}
