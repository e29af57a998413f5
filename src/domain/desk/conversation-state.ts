import type { ConversationStatus } from '../conditions.ts';
import type { EventType } from '../event.ts';

/** How urgent a conversation is. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;

/** One of {@link PRIORITIES}. */
export type ConversationPriority = (typeof PRIORITIES)[number];

/** Whether a text from outside is a priority. */
export function isConversationPriority(text: string): text is ConversationPriority {
	return (PRIORITIES as readonly string[]).includes(text);
}

/** What of a conversation its status hangs together with. Times are ms since 1970, UTC. */
export interface StatusStanding {
	readonly status: ConversationStatus;
	readonly owner: string | null;
	/** When the customer wrote first; `null` if never: then nobody has to own it. */
	readonly firstInboundAt: number | null;
	readonly waitingSince: number | null;
	readonly unownedSince: number | null;
	readonly snoozedUntil: number | null;
	readonly resolvedAt: number | null;
	readonly outcome: string | null;
}

/** What a conversation is to become. */
export interface StatusChange {
	readonly status: ConversationStatus;
	/** Until when it sleeps; only of `snoozed`. */
	readonly snoozedUntil: number | null;
	/** How it ended; only of `resolved`. */
	readonly outcome: string | null;
}

/** What came of a change. */
export interface ChangedStatus {
	readonly standing: StatusStanding;
	/** The event that tells it; `null` if it was so already. */
	readonly event: EventType | null;
}

/**
 * Changes the status. Resolving ends the waiting and the snooze; opening what was resolved takes
 * back its outcome. Nobody is looked for while it is not open.
 */
export function changeStatus(
	from: StatusStanding,
	change: StatusChange,
	now: number,
): ChangedStatus {
	const { status } = change;
	const isSnoozed = status === 'snoozed';
	const isResolved = status === 'resolved';
	const standing: StatusStanding = {
		...from,
		status,
		waitingSince: isResolved ? null : from.waitingSince,
		unownedSince: status === 'open' ? unownedSince(from, now) : null,
		snoozedUntil: isSnoozed ? change.snoozedUntil : null,
		resolvedAt: isResolved ? (from.resolvedAt ?? now) : null,
		outcome: isResolved ? (change.outcome ?? from.outcome) : null,
	};
	const isNews = status !== from.status || standing.snoozedUntil !== from.snoozedUntil;
	return { standing, event: isNews ? eventOf(from.status, status) : null };
}

/**
 * What a message of the customer does: it opens what sleeps or was resolved. A pending conversation
 * stays the bot's, unless the message hands it off.
 */
export function openedByCustomer(
	from: StatusStanding,
	now: number,
	isHandedOff = false,
): ChangedStatus {
	const status = from.status === 'pending' && !isHandedOff ? 'pending' : 'open';
	return changeStatus(from, { status, snoozedUntil: null, outcome: null }, now);
}

/**
 * Whether what a customer writes begins a new conversation instead of opening the resolved one.
 *
 * @param reopenMs for how long it is opened again; `null` for ever
 */
export function beginsAnew(
	resolvedAt: number | null,
	sentAt: number,
	reopenMs: number | null,
): boolean {
	return resolvedAt !== null && reopenMs !== null && sentAt > resolvedAt + reopenMs;
}

/** Since when it is open and nobody's, given that it is open; `null` if it is somebody's. */
function unownedSince({ owner, firstInboundAt, unownedSince: since }: StatusStanding, now: number) {
	return owner === null && firstInboundAt !== null ? (since ?? now) : null;
}

function eventOf(from: ConversationStatus, to: ConversationStatus): EventType {
	if (to === 'open') return from === 'resolved' ? 'conversation.reopened' : 'conversation.opened';
	return `conversation.${to}`;
}

/** How soon after one another two people must have answered to have stood in each other's way, in ms. */
export const COLLISION_MS = 60_000;

/** Which person answered, and when. */
export interface PersonsAnswer {
	/** An agent, or `phone` for whoever holds the phone of a number that is no agent's. */
	readonly by: string;
	readonly at: number;
}

/**
 * Whether an answer stood in the way of somebody else's: another person answered less than a minute
 * before or after, or it came from the phone although the conversation is somebody else's.
 *
 * @param owner whose the conversation was; `null` for nobody's
 */
export function collides(
	answer: PersonsAnswer & { readonly isFromPhone: boolean },
	last: PersonsAnswer | null,
	owner: string | null,
): boolean {
	if (answer.isFromPhone && owner !== null && owner !== answer.by) return true;
	if (last === null || last.by === answer.by) return false;
	return Math.abs(answer.at - last.at) < COLLISION_MS;
}

/** Of two conversations that turn out to be one, what is nearer to work wins. */
const RANK: readonly ConversationStatus[] = ['open', 'pending', 'snoozed', 'resolved'];

/** How a conversation stands that took another one in. */
export function mergedStatus(own: StatusStanding, moved: StatusStanding): StatusStanding {
	const chosen = RANK.indexOf(moved.status) < RANK.indexOf(own.status) ? moved : own;
	const first = [own, moved].flatMap(({ firstInboundAt }) => firstInboundAt ?? []);
	return {
		...chosen,
		owner: own.owner ?? moved.owner,
		firstInboundAt: first.length === 0 ? null : Math.min(...first),
	};
}
