import type { ContactKey } from '../domain/address.ts';
import type { EventType } from '../domain/event.ts';
import type { InboxItem, ContactPart, ConversationPart, NumberPart } from '../domain/item.ts';
import type { InboundMessage, RecordedMessage } from '../domain/inbound.ts';
import type { Direction, Failure, MessageStatus, StatusUpdate } from '../domain/message.ts';
import type { OutgoingContent } from '../domain/outgoing.ts';
import type { NumberMode, NumberState, TeamNumber } from '../domain/number.ts';
import type { Category, HeldReason, OutboxState, RefusalReason } from '../domain/outbox.ts';
import type { Forecast } from '../domain/sending-rules.ts';
import type { RecipientPace } from '../domain/recipient-pace.ts';
import type { HandOver, HandOverOutcome } from './transport.ts';

/**
 * The book. Every method is one transaction, takes and gives plain data, and is committed when its
 * promise resolves. All times are milliseconds since 1970, UTC; `now` comes from the caller.
 */
export interface StoreOperations {
	/** Finds a workspace or makes it. The first to come may lock it with the hash of a key. */
	openWorkspace(input: OpenWorkspace): Promise<WorkspaceRow>;
	/** Writes what a credential and Meta say of a number; makes it on first sight. */
	saveNumber(input: SaveNumber): Promise<TeamNumber>;
	/** The number with this phone number id, wherever it is. */
	findNumber(input: { readonly phoneNumberId: string }): Promise<FoundNumber | null>;
	/** What Meta last said of a number. */
	setNumberState(input: {
		readonly numberId: string;
		readonly state: NumberState;
		readonly now: number;
	}): Promise<null>;
	/** Counts something that must be seen although it left no other trace. */
	count(input: CountInput): Promise<null>;
	/** What was counted for a number, and when it last received a message. */
	counters(input: { readonly phoneNumberId: string }): Promise<{
		readonly counters: readonly Counter[];
		readonly lastReceivedAt: number | null;
	}>;

	/** Stores messages and statuses: once each, with their events. The only way in. */
	receiveBatch(input: ReceiveBatch): Promise<ReceiveResult>;

	/** Where a trigger stands in the log. Makes the cursor if there is none. */
	openCursor(input: OpenCursor): Promise<{ readonly position: number }>;
	/** The next events for a trigger, in the order of the log. */
	readFeed(input: ReadFeed): Promise<FeedPage>;
	/** Notes that an event is being handed to a workflow. */
	beginDelivery(
		input: DeliveryKey & {
			readonly seq: number;
			readonly attempt: number;
			readonly now: number;
		},
	): Promise<null>;
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

	/** Puts messages into the outbox, or finds what an earlier try with the same key became. */
	enqueue(input: Enqueue): Promise<readonly EnqueueResult[]>;
	/** Foretells what would become of messages if they were put into the outbox now. Writes nothing. */
	preview(input: Preview): Promise<readonly PreviewResult[]>;
	/** By which numbers messages to these recipients go out. Writes nothing. */
	findRoutes(input: {
		readonly workspaceId: string;
		/** The number for recipients that have no conversation yet. */
		readonly numberId: string;
		readonly recipients: readonly Recipient[];
	}): Promise<readonly (Route | UnknownRecipient)[]>;
	/** A message by our id or by WhatsApp's. */
	findMessage(input: {
		readonly workspaceId: string;
		readonly messageId: string;
	}): Promise<FoundMessage | null>;
	/** Takes the best messages that may go out this instant. The place where every rule is checked. */
	claim(input: Claim): Promise<ClaimResult>;
	/** Writes what became of a message that was handed over. */
	settle(input: Settle): Promise<null>;
	/** Where messages stand. */
	outcomes(input: {
		readonly outboxIds: readonly string[];
		readonly now: number;
		readonly pace: RecipientPace;
	}): Promise<readonly Outcome[]>;
	/** Takes back messages that have not been handed over: cancelled, or refused for a reason. */
	cancel(input: {
		readonly outboxIds: readonly string[];
		readonly refusal: RefusalReason | null;
		readonly now: number;
	}): Promise<{ readonly cancelled: number }>;
	/** Makes this process the number's sender: what the last one had in its hands is uncertain. */
	takeOver(input: {
		readonly numberId: string;
		readonly now: number;
	}): Promise<{ readonly fence: number; readonly uncertain: number }>;

	/**
	 * Declares final what has been uncertain for 24 hours, or for 15 minutes while news of later
	 * messages came in. A status that comes all the same still settles it.
	 */
	endDoubts(input: {
		readonly numberId: string;
		readonly now: number;
	}): Promise<{ readonly ended: number }>;

	/** Adds or refreshes a place where webhooks of a number can be delivered. */
	saveReceiver(input: Receiver & { readonly now: number }): Promise<null>;
	/** Notes that it has gone. */
	removeReceiver(input: {
		readonly webhookId: string;
		readonly mode: Receiver['mode'];
		readonly now: number;
	}): Promise<null>;
	/** All receivers that a number ever had, the oldest first. */
	listReceivers(input: {
		readonly phoneNumberId: string;
	}): Promise<readonly (Receiver & { readonly isRemoved: boolean })[]>;
}

/** The store as the use cases hold it. */
export interface Store extends StoreOperations {
	/** Calls back after each commit. Returns the function that ends it. */
	onCommit(listener: CommitListener): () => void;
	/** Finishes what is under way and closes the file. Safe to call twice. */
	close(): Promise<void>;
}

/** Hears which operation was committed; `elsewhere` is a commit of another process. */
export type CommitListener = (what: keyof StoreOperations | 'elsewhere') => void;

export interface OpenWorkspace {
	readonly workspaceId: string;
	/** Salt and hash of the key, written only if the workspace is new. */
	readonly keySalt: string | null;
	readonly keyHash: string | null;
	readonly now: number;
}

export interface WorkspaceRow {
	readonly id: string;
	readonly keySalt: string | null;
	readonly keyHash: string | null;
}

export interface SaveNumber {
	readonly workspaceId: string;
	readonly mode: NumberMode;
	readonly phone: string | null;
	readonly phoneNumberId: string;
	readonly businessAccountId: string | null;
	readonly label: string;
	readonly group: string | null;
	readonly timeZone: string | null;
	readonly defaultCountry: string | null;
	readonly state: NumberState;
	readonly perSecond: number;
	/** A keyed hash of the app secret: numbers with the same one share an app. */
	readonly appFingerprint: string;
	readonly now: number;
}

export interface FoundNumber extends TeamNumber {
	readonly appFingerprint: string | null;
}

export interface CountInput {
	readonly phoneNumberId: string;
	readonly name: CounterName;
	readonly now: number;
}

/** `signatureRejected`: a webhook whose signature did not fit; `foreignNumber`: one of a number that is not ours; `unreadable`: one of a shape that we do not know; `groupIgnored`: one about a group; `numberProblem`: one in which Meta reports trouble of the number; `otherUpdate`: one of news that nothing acts on. */
export type CounterName =
	| 'signatureRejected'
	| 'foreignNumber'
	| 'unreadable'
	| 'groupIgnored'
	| 'numberProblem'
	| 'otherUpdate';

export interface Counter {
	readonly name: CounterName;
	readonly count: number;
	readonly lastAt: number;
}

export interface ReceiveBatch {
	readonly numberId: string;
	readonly messages: readonly InboundMessage[];
	/** Echoes and history: stored, and never `message.received`. Absent: none. */
	readonly recorded?: readonly RecordedMessage[];
	readonly statuses: readonly StatusUpdate[];
	readonly now: number;
}

export interface ReceiveResult {
	/** Messages that were new. */
	readonly stored: number;
	/** Messages that were known already. */
	readonly duplicates: number;
	/** Statuses that carried a message forward. */
	readonly advanced: number;
	/** Statuses of messages that this workspace did not send. */
	readonly unknownStatuses: number;
}

export interface OpenCursor {
	readonly consumer: string;
	readonly workspaceId: string;
	/** `end`: at the end of the log, whatever was before; `resume`: where it was, or at the end if it is new. */
	readonly from: 'end' | 'resume';
	readonly now: number;
}

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

export interface FeedEntry {
	readonly seq: number;
	readonly conversationId: string;
	readonly item: Omit<InboxItem, 'attempt'>;
	/** What is known of an earlier delivery of this event to this trigger. */
	readonly delivery: DeliveryRow | null;
}

export interface FeedPage {
	readonly entries: readonly FeedEntry[];
	/** Everything up to here has been looked at. */
	readonly readUpTo: number;
}

export interface DeliveryKey {
	readonly consumer: string;
	readonly eventId: string;
}

export interface DeliveryRow {
	readonly attempt: number;
	readonly state: 'emitting' | 'started' | 'settled';
	readonly at: number;
}

/** To whom a message goes. */
export type Recipient =
	| { readonly kind: 'conversation'; readonly conversationId: string }
	| { readonly kind: 'contact'; readonly contactId: string }
	| { readonly kind: 'phone'; readonly phone: string };

export interface Draft {
	readonly recipient: Recipient;
	readonly content: OutgoingContent;
	readonly category: Category;
	readonly idempotencyKey: string;
	/** A message id of ours or of WhatsApp that this one quotes. */
	readonly replyTo: string | null;
	readonly notBefore: number | null;
	readonly expiresAt: number;
	/** The execution that asked for it. */
	readonly cause: string | null;
}

export interface Enqueue {
	readonly workspaceId: string;
	/** The number for recipients that have no conversation yet. */
	readonly numberId: string;
	readonly drafts: readonly Draft[];
	readonly now: number;
}

export type EnqueueResult =
	| {
			readonly kind: 'queued';
			readonly outboxId: string;
			readonly numberId: string;
			readonly deduplicated: boolean;
	  }
	| UnknownRecipient;

/** The recipient's id is not one of this workspace. */
export interface UnknownRecipient {
	readonly kind: 'unknownRecipient';
	readonly what: 'conversation' | 'contact';
}

export interface Preview extends Enqueue {
	readonly pace: RecipientPace;
}

export type PreviewResult =
	| UnknownRecipient
	/** An earlier send with the same key answers for it: nothing new would be sent. */
	| { readonly kind: 'deduplicated'; readonly outcome: Outcome }
	| {
			readonly kind: 'forecast';
			readonly forecast: Forecast;
			readonly number: NumberPart;
			/** `null` for somebody who was never written to and never wrote. */
			readonly contact: ContactPart | null;
			readonly conversation: ConversationPart | null;
	  };

/** The number by which a message goes out. */
export interface Route {
	readonly kind: 'route';
	readonly numberId: string;
	/** `null` for a linked number. */
	readonly phoneNumberId: string | null;
}

export interface FoundMessage {
	readonly id: string;
	/** `null` for a message that WhatsApp never took. */
	readonly providerId: string | null;
	readonly direction: Direction;
	readonly conversationId: string;
	readonly numberId: string;
	/** `null` for a linked number. */
	readonly phoneNumberId: string | null;
}

export interface Claim {
	readonly numberId: string;
	/** Of {@link StoreOperations.takeOver}; a claim with an older one takes nothing. */
	readonly fence: number;
	readonly limit: number;
	readonly pace: RecipientPace;
	readonly now: number;
}

export interface ClaimResult {
	readonly claimed: readonly HandOver[];
	/** Messages that were refused on the way: window closed, expired. */
	readonly refused: readonly string[];
	/** If nothing was claimed: when the next message can be due, `null` if none waits. */
	readonly nextDueAt: number | null;
	/** `false` if another process has taken the number over. */
	readonly isOwner: boolean;
}

export interface Settle {
	readonly outboxId: string;
	readonly fence: number;
	readonly outcome: HandOverOutcome;
	/** When a row that is to try again is due. */
	readonly retryAt: number | null;
	/** The pace under which it was claimed. */
	readonly pace: RecipientPace;
	readonly now: number;
}

/** A message of the outbox, as Send reports it. */
export interface Outcome {
	readonly outboxId: string;
	readonly state: OutboxState;
	readonly reason: HeldReason | RefusalReason | string | null;
	/** When a queued message can go, as far as is known. */
	readonly until: number | null;
	readonly failure: Failure | null;
	readonly windowExpiresAt: number | null;
	readonly message: {
		readonly id: string | null;
		readonly providerId: string | null;
		readonly status: MessageStatus | null;
	};
	readonly number: NumberPart;
	readonly contact: ContactPart;
	readonly conversation: ConversationPart;
}

export interface Receiver {
	/** n8n's id of the webhook; it stands in the path of {@link url}. */
	readonly webhookId: string;
	readonly workspaceId: string;
	readonly phoneNumberId: string;
	readonly workflowId: string;
	readonly url: string;
	readonly mode: 'production' | 'test';
}

/** Addresses in the order in which they are to be trusted. */
export type ContactKeys = readonly ContactKey[];
