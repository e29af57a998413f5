import type { EventType } from './event.ts';
import type { Forwarded, ReferredProduct, Referral } from './inbound.ts';
import type {
	InboundCard,
	InboundContent,
	InboundLocation,
	InboundMedia,
	InboundOrder,
	InteractiveReply,
} from './inbound-content.ts';
import type { Direction, Failure, MessageStatus, Origin } from './message.ts';
import type { NumberMode } from './number/number.ts';

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
	/** Absent, as the conversation, in events of a number. */
	readonly contact?: ContactPart;
	/** Absent also in events of a contact who has none. */
	readonly conversation?: ConversationPart;
	/** Absent where no message caused the event. */
	readonly message?: MessagePart;
	/** Only of events about a change of the contact, the number or a template. */
	readonly change?: ChangePart;
	/** Only of events about a template. */
	readonly template?: TemplatePart;
	/** Only of events about the owner of the conversation. */
	readonly owner?: OwnerPart;
	/** Only of events about a label of the conversation. */
	readonly label?: LabelPart;
	/** Only of events about a note. */
	readonly note?: NotePart;
	/** Only of `call.received`. */
	readonly call?: CallPart;
	/** Only of `history.synced`. */
	readonly history?: HistoryPart;
	/** Only of events about the 24-hour window. */
	readonly window?: WindowPart;
	/** Only of events about a promised time. */
	readonly sla?: SlaPart;
	/** Only of other events that time alone brings: when that was, and whether it is told late. */
	readonly due?: DuePart;
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
	/** Only where there is a file; its caption is {@link text}. */
	readonly media?: InboundMedia;
	readonly location?: InboundLocation;
	readonly contacts?: readonly InboundCard[];
	readonly reaction?: ReactionPart;
	/** Only of answers by a tap: buttons, lists, Flows, permissions to call. */
	readonly interactive?: InteractivePart;
	readonly order?: InboundOrder;
	/** Only of messages that Meta does not pass on, or that are not known yet. */
	readonly unsupported?: { readonly kind: string | null; readonly reason: Failure | null };
	/** Only of messages that were forwarded; `often` is more than five times. */
	readonly forwarded?: Forwarded;
	/** Only of questions about a product of a catalogue. */
	readonly product?: ReferredProduct;
	/** Only of the first message after an ad or a post. */
	readonly referral?: Referral;
	readonly sentAt: string;
	/** Only of messages that were edited: {@link text} is the newest. */
	readonly editedAt?: string;
	/** Only of messages that were deleted for everyone. */
	readonly deletedAt?: string;
	readonly direction: Direction;
	readonly origin: Origin;
	/** Only of outgoing messages. */
	readonly status?: MessageStatus;
	/** Only of messages that failed. */
	readonly error?: Failure;
}

/** A reaction. `emoji` is `null` when it was taken back. */
export interface ReactionPart {
	readonly emoji: string | null;
	/** WhatsApp's id of the message that it is about. */
	readonly to: string;
}

/** {@link InteractiveReply} with its time as text. */
export type InteractivePart =
	| Exclude<InteractiveReply, { readonly kind: 'callPermission' }>
	| (Omit<Extract<InteractiveReply, { readonly kind: 'callPermission' }>, 'expiresAt'> & {
			readonly expiresAt: string | null;
	  });

/** What has changed. `null` where it is not known, or not told. */
export interface ChangePart {
	readonly field:
		| 'id'
		| 'phone'
		| 'bsuid'
		| 'identity'
		| 'marketing'
		| 'name'
		| 'language'
		| 'timeZone'
		| 'crmLinks'
		/** More than one of a contact's. */
		| 'several'
		| 'state'
		| 'cap'
		| 'health'
		| 'newChats'
		| 'status'
		| 'quality'
		| 'category'
		| 'other';
	readonly from: string | null;
	readonly to: string | null;
	/** Only of `conversation.snoozed`: until when, if that was said. */
	readonly until?: string;
	/** Only of `number.quality`: `spam`, `undelivered`, `unanswered` or `recovered`. */
	readonly reason?: string;
}

/** A template as it was right after an event, in Meta's own words. */
export interface TemplatePart {
	readonly name: string;
	readonly language: string;
	readonly status: string;
	/** `null` while Meta does not know. */
	readonly quality: string | null;
	readonly category: string;
}

/** A label that a conversation was given, or lost. */
export interface LabelPart {
	readonly name: string;
	readonly action: 'added' | 'removed';
}

/** A note of the team, as it is by now. It never leaves for a customer. */
export interface NotePart {
	readonly id: string;
	readonly text: string;
	/** Who wrote it; `null` for a workflow. */
	readonly author: string | null;
	/** Who shall see it. */
	readonly mentions: readonly string[];
	readonly dueAt: string | null;
}

/** A call that rang, and that nobody takes here. */
export interface CallPart {
	/** WhatsApp's id of the call. */
	readonly id: string;
	readonly at: string;
	readonly video: boolean;
}

/** How much of the chats of before it was linked a phone has handed over. */
export interface HistoryPart {
	/** In percent. */
	readonly progress: number;
}

/** The window for free text. */
export interface WindowPart {
	readonly expiresAt: string;
}

/** A time that was promised to the customer. */
export interface SlaPart {
	/** The name of the policy. */
	readonly policy: string;
	/** What was promised: the first reply, the next one, or the end of it all. */
	readonly type: SlaType;
	/** When it is, or was, due; `null` where nothing was promised for it. */
	readonly dueAt: string | null;
	/** Whether it is told later than it happened, because n8n was off. */
	readonly late: boolean;
}

/** What an SLA promises. */
export type SlaType = 'first' | 'next' | 'resolution';

/** When something was due that time alone brings. */
export interface DuePart {
	readonly at: string;
	/** Whether it is told more than a minute later, because n8n was off. */
	readonly late: boolean;
}

/** A change of the owner of a conversation: emails, `null` for nobody. */
export interface OwnerPart {
	readonly from: string | null;
	readonly to: string | null;
	/** Who did it: an email, or `workflow`, `policy`, `phone`, `crm`. */
	readonly by: string;
	/** What a person gave as the reason; otherwise how it came about. */
	readonly reason: string;
	/** Rises with every change of the owner. */
	readonly version: number;
	/** What the next one should know. */
	readonly handoffNote?: string;
}

/** The parts of a message that its content has. */
export type ContentParts = Pick<
	MessagePart,
	'media' | 'location' | 'contacts' | 'reaction' | 'interactive' | 'order' | 'unsupported'
>;

/** What items show of a content. Parts that do not concern it are absent. */
export function contentParts(content: InboundContent): ContentParts {
	switch (content.type) {
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return { media: shown(content.media) };
		case 'location':
			return { location: content.location };
		case 'contacts':
			return { contacts: content.contacts };
		case 'reaction':
			return { reaction: { emoji: content.emoji, to: content.to } };
		case 'button':
		case 'interactive':
			return { interactive: interactivePart(content.reply) };
		case 'order':
			return { order: content.order };
		case 'edit':
			return contentParts(content.content);
		case 'unsupported':
			return { unsupported: { kind: content.kind, reason: content.reason } };
		case 'text':
		case 'system':
		case 'revoke':
		case 'call':
			return {};
	}
}

/** A file without what opens it. */
function shown(media: InboundMedia): InboundMedia {
	const { sealed, ...open } = media;
	return sealed === undefined ? media : open;
}

function interactivePart(reply: InteractiveReply): InteractivePart {
	if (reply.kind !== 'callPermission') return reply;
	const { expiresAt } = reply;
	return { ...reply, expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString() };
}
