import type { HealthRules } from '../number/health-rules.ts';
import type { Category } from '../outbox.ts';
import { HOUR_MS } from '../window.ts';

/**
 * The name of a cap, as `reason` (`cap:<name>`) and `limits` say it. `newChatsPaused` is no figure of
 * a profile: nobody new is written to while the number recovers from a bad sign. Nor is `portfolio`:
 * Meta's limit of people who may be written to outside the window, over all numbers of a business.
 */
export type CapName =
	| 'perHour'
	| 'perDay'
	| 'newChatsPerHour'
	| 'newChatsPerDay'
	| 'newChatsPaused'
	| 'internalPerHour'
	| 'sameTextPerHour'
	| 'unanswered'
	| 'portfolio';

/**
 * What a cap counts: every message, those that are no reply in a live chat, first messages to
 * people who never wrote, or messages of the category `internal`.
 */
export type Counted = 'all' | 'starts' | 'newChats' | 'internal';

/** So many messages in every stretch of time of this length, wherever it begins. */
export interface Cap {
	readonly name: CapName;
	readonly counts: Counted;
	/** At least 1. */
	readonly limit: number;
	readonly windowMs: number;
}

/** What a message is to the caps. */
export interface SendKind {
	readonly isInternal: boolean;
	/** A reply or service message to a customer who wrote within the last day. */
	readonly isReply: boolean;
	/** The first message to somebody who never wrote. */
	readonly isNewChat: boolean;
}

/** A random distance between two messages of a number, in ms. */
export interface Gap {
	readonly minMs: number;
	readonly maxMs: number;
}

/** Local times between which nobody is written to, in minutes after midnight; `from` may be later. */
export interface QuietHours {
	readonly from: number;
	readonly to: number;
}

/** What a number may send while its link is young. */
export interface WarmUpStep {
	/** The last day of the step; the day of linking is day 1. */
	readonly untilDay: number;
	readonly perDay: number;
	readonly newChatsPerDay: number;
}

/** What must hold over hours and days, restarts and processes. */
export interface CapRules {
	readonly caps: readonly Cap[];
	/** In order of their days; empty if a number may send at once what it ever may. */
	readonly warmUp: readonly WarmUpStep[];
	/** Distance of messages; `null` for none. Replies have a shorter one. */
	readonly gap: { readonly starts: Gap; readonly replies: Gap } | null;
	/** How many messages a person may get who answers none of them; `null` for any number. */
	readonly unanswered: number | null;
	/** How long the same text is not sent to the same person again, in ms; `null` to allow it. */
	readonly duplicateMs: number | null;
	/** To how many people the same text may go within an hour; `null` for any number. */
	readonly sameTextPerHour: number | null;
	/** Replies are exempt. `null` for none. */
	readonly quietHours: QuietHours | null;
	/** What bad answers of the other side do to the caps; `null` for nothing. */
	readonly health: HealthRules | null;
}

/** No caps at all. */
export const NO_CAPS: CapRules = {
	caps: [],
	warmUp: [],
	gap: null,
	unanswered: null,
	duplicateMs: null,
	sameTextPerHour: null,
	quietHours: null,
	health: null,
};

/** One day, in ms. */
export const DAY_MS = 24 * HOUR_MS;

/** How long after a customer's message a chat counts as live, in ms. */
export const LIVE_CHAT_MS = DAY_MS;

/** What is known of a conversation when a message of it is judged. Times in ms since 1970, UTC. */
export interface ChatStanding {
	readonly firstInboundAt: number | null;
	readonly lastInboundAt: number | null;
	/** Whether anything was ever sent in it. */
	readonly isOpened: boolean;
}

/** What a message is to the caps. Who wrote first is no new chat, however long ago. */
export function kindOf(category: Category, chat: ChatStanding, now: number): SendKind {
	const isLive = chat.lastInboundAt !== null && now - chat.lastInboundAt < LIVE_CHAT_MS;
	return {
		isInternal: category === 'internal',
		isReply: isLive && (category === 'reply' || category === 'service'),
		isNewChat: chat.firstInboundAt === null && !chat.isOpened,
	};
}

/** Whether a cap counts messages of this kind. `internal` ones count towards their own cap alone. */
export function isCounted(counts: Counted, kind: SendKind): boolean {
	if (kind.isInternal) return counts === 'internal';
	switch (counts) {
		case 'all':
			return true;
		case 'starts':
			return !kind.isReply;
		case 'newChats':
			return kind.isNewChat;
		case 'internal':
			return false;
	}
}

/**
 * The caps as they are at this time: lower while the link of the number is young.
 *
 * @param linkedAt when it was linked; `null` if it has no link that could be young
 */
export function capsAt(
	{ caps, warmUp }: CapRules,
	linkedAt: number | null,
	now: number,
): readonly Cap[] {
	if (linkedAt === null) return caps;
	const day = Math.floor((now - linkedAt) / DAY_MS) + 1;
	const step = warmUp.find(({ untilDay }) => day <= untilDay);
	if (step === undefined) return caps;
	return caps.map((cap) => {
		switch (cap.name) {
			case 'perDay':
				return { ...cap, limit: Math.min(cap.limit, step.perDay) };
			case 'newChatsPerDay':
				return { ...cap, limit: Math.min(cap.limit, step.newChatsPerDay) };
			default:
				return cap;
		}
	});
}

/** A distance drawn from a gap. @param random 0 to 1 */
export function drawGap({ minMs, maxMs }: Gap, random: number): number {
	return Math.round(minMs + (maxMs - minMs) * random);
}
