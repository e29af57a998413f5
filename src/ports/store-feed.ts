import type { EventType } from '../domain/event.ts';
import type { InboxItem } from '../domain/item.ts';

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
