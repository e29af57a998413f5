import type { ContactKey } from '../domain/address.ts';
import type { Marketing } from '../domain/consent.ts';
import type { CapRules } from '../domain/caps/caps.ts';
import type { EventType } from '../domain/event.ts';
import type { NumberState, TeamNumber } from '../domain/number/number.ts';
import type { RefusalReason } from '../domain/outbox.ts';
import type { RecipientPace } from '../domain/caps/recipient-pace.ts';
import type { Settings } from '../domain/settings.ts';
import type { DeliveryKey, DeliveryRow, FeedPage, OpenCursor, ReadFeed } from './store-feed.ts';
import type { Cut, Erased, KnownContact } from './store-keeping.ts';
import type { LinkedOperations } from './store-linked.ts';
import type {
	CountInput,
	Counter,
	FoundNumber,
	NoteCredential,
	NotedCredential,
	NumberKey,
	OpenWorkspace,
	SaveNumber,
	WorkspaceRow,
} from './store-numbers.ts';
import type {
	CancelledQueue,
	Limit,
	ListQueue,
	NumberStanding,
	QueuedMessage,
	QueueFilter,
} from './store-queue.ts';
import type { ReceiveBatch, ReceiveResult, Receiver } from './store-receiving.ts';
import type {
	Claim,
	ClaimResult,
	Enqueue,
	EnqueueResult,
	FoundMessage,
	Outcome,
	Preview,
	PreviewResult,
	Recipient,
	Route,
	Settle,
	UnknownRecipient,
} from './store-sending.ts';
import type { OwnerOperations } from './store-owners.ts';
import type { ContactOperations } from './store-contacts.ts';
import type { NumberListOperations } from './store-number-list.ts';
import type { ReportOperations } from './store-report.ts';
import type { LookupOperations } from './store-lookup.ts';
import type { NumberLifeOperations } from './store-number-life.ts';
import type { DeskOperations } from './store-desk.ts';
import type { NoteOperations } from './store-notes.ts';
import type { TemplateOperations } from './store-templates.ts';
import type {
	EndedWait,
	OpenWaits,
	WaitBegun,
	WaitFate,
	WaitKey,
	WaitResult,
} from './store-waits.ts';

export type * from './store-numbers.ts';
export type * from './store-receiving.ts';
export type * from './store-feed.ts';
export type * from './store-sending.ts';
export type * from './store-queue.ts';
export type * from './store-waits.ts';
export type * from './store-keeping.ts';
export type * from './store-linked.ts';
export type * from './store-number-life.ts';
export type * from './store-templates.ts';
export type * from './store-desk.ts';
export type * from './store-notes.ts';
export type * from './store-owners.ts';
export type * from './store-lookup.ts';
export type * from './store-contacts.ts';
export type * from './store-report.ts';
export type * from './store-number-list.ts';

/**
 * The book. Every method is one transaction, takes and gives plain data, and is committed when its
 * promise resolves. All times are milliseconds since 1970, UTC; `now` comes from the caller.
 */
export interface StoreOperations
	extends
		LinkedOperations,
		NumberLifeOperations,
		TemplateOperations,
		OwnerOperations,
		LookupOperations,
		ContactOperations,
		ReportOperations,
		NumberListOperations,
		DeskOperations,
		NoteOperations {
	/** Finds a workspace or makes it. The first to come may lock it with the hash of a key. */
	openWorkspace(input: OpenWorkspace): Promise<WorkspaceRow>;
	/** Writes what a credential and Meta say of a number; makes it on first sight. */
	saveNumber(input: SaveNumber): Promise<TeamNumber>;
	/** The number with this phone number id, or this phone, wherever it is. */
	findNumber(input: NumberKey): Promise<FoundNumber | null>;
	/** What Meta last said of a number. */
	setNumberState(input: {
		readonly numberId: string;
		readonly state: NumberState;
		readonly now: number;
	}): Promise<null>;
	/**
	 * Notes that a credential is in use and what it says: its caps always, its label, group, zone and
	 * country if they changed.
	 */
	noteCredential(input: NoteCredential): Promise<NotedCredential>;
	/** The caps that other credentials of a number name which are in use. */
	otherRules(input: {
		readonly numberId: string;
		readonly credentialId: string;
		readonly now: number;
	}): Promise<readonly CapRules[]>;
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

	/** Puts messages into the outbox, or finds what an earlier try with the same key became. */
	enqueue(input: Enqueue): Promise<readonly EnqueueResult[]>;
	/** Foretells what would become of messages if they were put into the outbox now. Writes nothing. */
	preview(input: Preview): Promise<readonly PreviewResult[]>;
	/** The last message of a recipient, `null` if there is none. Writes nothing. */
	lastInbound(input: {
		readonly workspaceId: string;
		/** The number for recipients that are no conversation. */
		readonly numberId: string;
		readonly recipient: Recipient;
	}): Promise<{
		readonly providerId: string;
		readonly sentAt: number;
		readonly numberId: string;
		/** `null` for a linked number. */
		readonly phoneNumberId: string | null;
		/** Addresses of the recipient, the most certain first. */
		readonly contact: readonly ContactKey[];
	} | null>;
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
		/** Of which number it must be. Absent: of any. */
		readonly numberId?: string;
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

	/**
	 * Says, once a message has been sent or waits, whether its run is to wait for the reply. If the
	 * waiting has ended already, the run goes on at once and counts as resumed.
	 *
	 * @returns `null` if the message is no longer waited for by this run
	 */
	beginWait(
		input: WaitKey & { readonly now: number; readonly pace: RecipientPace },
	): Promise<WaitBegun | null>;
	/** Those whose waiting has ended and who have not gone on. */
	endedWaits(input: { readonly limit: number }): Promise<readonly EndedWait[]>;
	/** All who wait, and whose waiting is over. */
	openWaits(input: { readonly now: number }): Promise<OpenWaits>;
	/** Ends the waiting of those of these whose waiting is over. */
	endWaits(input: {
		readonly outboxIds: readonly string[];
		readonly now: number;
	}): Promise<{ readonly ended: number }>;
	/**
	 * What a run goes on with that was told to. It may ask again until the wait is settled.
	 *
	 * @returns `null` if this run has nothing to go on with
	 */
	callWait(
		input: WaitKey & { readonly now: number; readonly pace: RecipientPace },
	): Promise<WaitResult | null>;
	/** Notes that a run went on, or that it has gone: one that had asked before has gone on. */
	settleWait(
		input: WaitKey & { readonly fate: WaitFate; readonly now: number },
	): Promise<{ readonly fate: WaitFate | null }>;
	/** Whether the run that waited for the reply to a message went on with it; `open` for now. */
	waitFate(input: { readonly outboxId: string }): Promise<WaitFate | 'open'>;

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
	/** Notes that triggers are at work, however little happens: their cursors are kept. */
	touchCursors(input: {
		readonly consumers: readonly string[];
		readonly now: number;
	}): Promise<null>;
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

/** The store as the use cases hold it. */
export interface Store extends StoreOperations {
	/** Calls back after each commit. Returns the function that ends it. */
	onCommit(listener: CommitListener): () => void;
	/** Finishes what is under way and closes the file. Safe to call twice. */
	close(): Promise<void>;
}

/**
 * Hears which operation was committed, and which number it named; `null` if it named none.
 * `elsewhere` is a commit of another process. `told`: which events it appended to the log, `null` if
 * that is not known.
 */
export type CommitListener = (
	what: keyof StoreOperations | 'elsewhere',
	numberId: string | null,
	told: readonly EventType[] | null,
) => void;
