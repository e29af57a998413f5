import type { EventType } from './event.ts';
import type { Direction, Failure, MessageStatus, Origin } from './message.ts';
import type { NumberMode } from './number.ts';

/**
 * What a Trigger emits: the same for both modes, stable, plain JSON. Times are ISO 8601 in UTC.
 * Parts that do not concern an event are absent.
 */
export interface InboxItem {
	readonly event: EventType;
	/** UUIDv7; the same at every delivery of the event. */
	readonly eventId: string;
	/** 1; 2 if the run that was started for this event died with its process, and so on. */
	readonly attempt: number;
	readonly workspace: string;
	readonly number: NumberPart;
	readonly contact: ContactPart;
	readonly conversation: ConversationPart;
	readonly message: MessagePart;
	/** The message as Meta sent it; only on request. */
	readonly raw?: unknown;
}

/** The number that the conversation belongs to. */
export interface NumberPart {
	readonly id: string;
	readonly label: string;
	readonly phone: string | null;
	readonly mode: NumberMode;
	readonly group: string | null;
}

/** The customer. Any of the addresses may be missing, the phone too. */
export interface ContactPart {
	readonly id: string;
	readonly name: string | null;
	readonly phone: string | null;
	readonly lid: string | null;
	readonly bsuid: string | null;
	readonly username: string | null;
}

/** The conversation of a number and a contact. */
export interface ConversationPart {
	readonly id: string;
	readonly status: string;
	readonly owner: string | null;
	readonly labels: readonly string[];
	readonly priority: string | null;
	/** When free text stops being possible, maybe in the past; `null` if no window ever opened. */
	readonly windowExpiresAt: string | null;
	/** Whether this message began the conversation. */
	readonly isNew: boolean;
}

/** The message that the event is about. */
export interface MessagePart {
	readonly id: string;
	/** WhatsApp's own id (`wamid…`); `null` for a message that it never took. */
	readonly providerId: string | null;
	readonly type: string;
	readonly text: string | null;
	readonly replyTo: string | null;
	readonly sentAt: string;
	readonly direction: Direction;
	readonly origin: Origin;
	/** Only of outgoing messages. */
	readonly status?: MessageStatus;
	/** Only of messages that failed. */
	readonly error?: Failure;
}
