import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { Direction, Failure, MessageStatus, Origin } from '../../domain/message.ts';
import type { Note } from './notes.ts';

/** By what a list of conversations is ordered: who has waited longest, or what is newest. */
export type ConversationOrder = 'waiting' | 'lastMessage';

/** What conversations are looked for. What is absent is not asked about; all of the rest must hold. */
export interface ConversationFilter {
	readonly numberIds?: readonly string[];
	readonly group?: string;
	/** Absent: of any. */
	readonly statuses?: readonly string[];
	/** `null` for those that are nobody's. */
	readonly owner?: string | null;
	readonly team?: string;
	/** All of them. */
	readonly labels?: readonly string[];
	/** The oldest unanswered message was written at this time or before. */
	readonly waitingBefore?: number;
	/** The customer has written, and nobody ever answered. */
	readonly neverAnswered?: boolean;
	readonly contactId?: string;
	/**
	 * Words of one message, each whole or as a beginning. With them the order is that of the messages
	 * found, the newest first.
	 */
	readonly text?: string;
}

/** Where a list goes on. Plain data: rows that come and go meanwhile shift nothing. */
export interface LookupCursor {
	readonly key: number;
	readonly id: string;
}

/** Which part of a list is read. */
export interface Paging {
	readonly after: LookupCursor | null;
	readonly limit: number;
}

/** Who looks: an agent sees what their scope holds, `null` sees all. */
export interface Looking {
	readonly workspaceId: string;
	readonly actingAgent: string | null;
}

/** One part of a list, and where it goes on; `null` at its end. */
export interface Page<T> {
	readonly rows: readonly T[];
	readonly next: LookupCursor | null;
}

/** A conversation that was looked for. Times are milliseconds since 1970, UTC. */
export interface FoundConversation {
	readonly number: NumberPart;
	readonly contact: ContactPart;
	readonly conversation: ConversationPart;
	readonly team: string | null;
	readonly waitingSince: number | null;
	readonly firstInboundAt: number | null;
	readonly lastInboundAt: number | null;
	readonly lastOutboundAt: number | null;
	readonly unownedSince: number | null;
	readonly snoozedUntil: number | null;
	readonly resolvedAt: number | null;
	readonly outcome: string | null;
	readonly createdAt: number;
	/** With a text: the newest message that has it. Otherwise its newest message. */
	readonly message: ShownMessage | null;
}

/** A message in a list. */
export interface ShownMessage {
	readonly id: string;
	readonly providerId: string | null;
	readonly direction: Direction;
	readonly origin: Origin;
	readonly type: string;
	/** `null` also where it was deleted for everyone. */
	readonly text: string | null;
	readonly status: MessageStatus | null;
	readonly failure: Failure | null;
	/** In whose name it went; `null` for nobody's. */
	readonly agent: string | null;
	readonly sentAt: number;
	readonly editedAt: number | null;
	readonly deletedAt: number | null;
}

/** Something that happened in a conversation. */
export type TimelineEntry = { readonly at: number; readonly id: string } & (
	| { readonly kind: 'message'; readonly message: ShownMessage }
	| { readonly kind: 'note'; readonly note: Note }
	| { readonly kind: 'owner'; readonly owner: ShownAssignment }
	/** Anything else that the log knows: a status, a label, a consent. */
	| { readonly kind: 'event'; readonly event: ShownEvent }
);

/** A change of the owner. */
export interface ShownAssignment {
	readonly from: string | null;
	readonly to: string | null;
	readonly by: string;
	readonly kind: string;
	readonly reason: string | null;
	readonly handoffNote: string | null;
	readonly version: number;
}

/** An event of the log, by its name. */
export interface ShownEvent {
	readonly type: string;
	readonly actor: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** What the store does for those who look something up. */
export interface LookupOperations {
	/** Conversations, in a stable order. Writes nothing. */
	searchConversations(
		input: Looking &
			Paging & { readonly filter: ConversationFilter; readonly order: ConversationOrder },
	): Promise<Page<FoundConversation>>;
	/**
	 * What happened in a conversation, the newest first, or the oldest first.
	 *
	 * @returns `null` if there is no such conversation, or none that the agent may see
	 */
	timeline(
		input: Looking &
			Paging & { readonly conversationId: string; readonly oldestFirst: boolean },
	): Promise<(Page<TimelineEntry> & { readonly conversation: FoundConversation }) | null>;
}
