import type { ContactKey } from '../../domain/address.ts';
import type { InboundMedia } from '../../domain/inbound-content.ts';
import type { OwnerGuard, SendCondition } from '../../domain/conditions.ts';
import type { ContactPart, ConversationPart, NumberPart } from '../../domain/item.ts';
import type { Direction, Failure, MessageStatus } from '../../domain/message.ts';
import type {
	Category,
	HeldReason,
	OutboxState,
	RefusalReason,
	Urgency,
} from '../../domain/outbox.ts';
import type { OutgoingContent } from '../../domain/outgoing.ts';
import type { TemplateContent } from '../../domain/outgoing/template.ts';
import type { RecipientPace } from '../../domain/caps/recipient-pace.ts';
import type { Forecast } from '../../domain/sending-rules.ts';
import type { WaitDraft } from './waits.ts';
import type { HandOver, HandOverOutcome } from '../transport.ts';

/** To whom a message goes. */
export type Recipient =
	| { readonly kind: 'conversation'; readonly conversationId: string }
	| { readonly kind: 'contact'; readonly contactId: string }
	| { readonly kind: 'phone'; readonly phone: string };

/** A message that somebody wants to send. */
export interface Draft {
	readonly recipient: Recipient;
	readonly content: OutgoingContent;
	/** Goes in place of the content where the 24-hour window is closed by then. Default: nothing does. */
	readonly fallback?: TemplateContent | null;
	readonly category: Category;
	/** Its place among those of its category. Default: `normal`. */
	readonly urgency?: Urgency;
	readonly idempotencyKey: string;
	/** A message id of ours or of WhatsApp that this one quotes. */
	readonly replyTo: string | null;
	readonly notBefore: number | null;
	readonly expiresAt: number;
	/** The execution that asked for it. */
	readonly cause: string | null;
	/** The run that waits for the reply. Absent: none does. */
	readonly wait?: WaitDraft;
	/**
	 * `contact`: the key is each contact's own, so that the same one for another contact is another.
	 * Default: it is the workspace's.
	 */
	readonly keyScope?: 'workspace' | 'contact';
	/** "Send Only If". Default: no conditions. */
	readonly conditions?: readonly SendCondition[];
	/** The follow-up that it is a step of. Default: none. */
	readonly sequence?: string | null;
	readonly step?: string | null;
	/** What to do where the conversation belongs to somebody else. Default: `off`. */
	readonly ownerGuard?: OwnerGuard;
	/** In whose name it goes. Default: nobody's. */
	readonly actingAgent?: string | null;
}

/** Messages for the outbox. */
export interface Enqueue {
	readonly workspaceId: string;
	/** The number for recipients that have no conversation yet. */
	readonly numberId: string;
	readonly drafts: readonly Draft[];
	readonly now: number;
}

/** What became of a draft: its row in the outbox, old or new. */
export type EnqueueResult =
	| {
			readonly kind: 'queued';
			readonly outboxId: string;
			readonly numberId: string;
			readonly deduplicated: boolean;
	  }
	| UnknownRecipient;

/**
 * The recipient's id is not one of this workspace; or the acting agent may not see the conversation
 * (`outside`), or may not write at all (`role`).
 */
export interface UnknownRecipient {
	readonly kind: 'unknownRecipient';
	readonly what: 'conversation' | 'contact' | 'outside' | 'role';
}

/** Messages of which somebody wants to know what would become of them. */
export interface Preview extends Enqueue {
	readonly pace: RecipientPace;
}

/** What would become of a draft now. */
export type PreviewResult =
	| UnknownRecipient
	/** An earlier send with the same key answers for it: nothing new would be sent. */
	| { readonly kind: 'deduplicated'; readonly outcome: Outcome }
	| {
			readonly kind: 'forecast';
			readonly forecast: Forecast;
			/** Whether a template would go in place of the content. Absent if there is none to go. */
			readonly usedFallback?: boolean;
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

/** A message that was asked for by its id. */
export interface FoundMessage {
	readonly id: string;
	/** `null` for a message that WhatsApp never took. */
	readonly providerId: string | null;
	readonly direction: Direction;
	readonly conversationId: string;
	readonly numberId: string;
	/** `null` for a linked number. */
	readonly phoneNumberId: string | null;
	/** Addresses of the customer, the most certain first. */
	readonly contact: readonly ContactKey[];
	/** What a person would read of it. */
	readonly text: string | null;
	/** The file that came with it; `null` if there is none. */
	readonly media: InboundMedia | null;
}

/** Who wants to hand messages over, how many, and at which pace. */
export interface Claim {
	readonly numberId: string;
	/** Of {@link StoreOperations.takeOver}; a claim with an older one takes nothing. */
	readonly fence: number;
	readonly limit: number;
	readonly pace: RecipientPace;
	/** From 0 to 1: draws the distance to the next message where a number keeps random ones. */
	readonly random: number;
	readonly now: number;
}

/** What may be handed over this instant. */
export interface ClaimResult {
	readonly claimed: readonly HandOver[];
	/** Messages that ended on the way: refused, expired, or skipped by a condition. */
	readonly refused: readonly string[];
	/** If nothing was claimed: when the next message can be due, `null` if none waits. */
	readonly nextDueAt: number | null;
	/** Whether none waits any more, besides what was claimed. */
	readonly isEmpty: boolean;
	/** `false` if another process has taken the number over. */
	readonly isOwner: boolean;
	/** Messages per second that the number may hand over, as its credential or Meta says by now. */
	readonly perSecond: number;
}

/** What became of a message that was handed over. */
export interface Settle {
	readonly numberId: string;
	readonly outboxId: string;
	readonly fence: number;
	readonly outcome: HandOverOutcome;
	/** When a row that is to try again is due. */
	readonly retryAt: number | null;
	/** The pace under which it was claimed. */
	readonly pace: RecipientPace;
	readonly now: number;
}

/** A template of the outbox. */
export interface SentTemplate {
	readonly name: string;
	readonly language: string;
	/** What a person would read of it, with its values. */
	readonly text: string;
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
	/** The template that was sent, or is to be; absent for other messages. */
	readonly template?: SentTemplate;
	/** Whether a template went in place of the content. Absent if there was none to go. */
	readonly usedFallback?: boolean;
	readonly number: NumberPart;
	readonly contact: ContactPart;
	readonly conversation: ConversationPart;
}

/** The way out. See `StoreOperations`. */
export interface SendingOperations {
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
}
