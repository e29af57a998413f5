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
	/** Absent, as the conversation, in events of a number. */
	readonly contact?: ContactPart;
	readonly conversation?: ConversationPart;
	/** Absent where no message caused the event. */
	readonly message?: MessagePart;
	/** Only of events about a change of the contact, the number or a template. */
	readonly change?: ChangePart;
	/** Only of events about a template. */
	readonly template?: TemplatePart;
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
