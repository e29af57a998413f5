import { isWithinAny, type WeeklyHours } from './desk/weekly-hours.ts';

/**
 * What must hold when a message is about to be handed over. Rows of the outbox hold it as JSON:
 * fields are added, not renamed.
 */
export type SendCondition =
	| { readonly type: 'noReplySinceMyLastMessage' }
	/** @property withinMs for how long there must have been no reply */
	| { readonly type: 'noReplySince'; readonly withinMs: number }
	| { readonly type: 'noReplyInSequence' }
	| { readonly type: 'neverReplied' }
	| { readonly type: 'hasLabel' | 'lacksLabel'; readonly label: string }
	| { readonly type: 'lastMessageRead' }
	| { readonly type: 'lastMessageUnread' }
	/** One of them is enough. */
	| { readonly type: 'statusIs'; readonly statuses: readonly ConversationStatus[] }
	| { readonly type: 'ownerIsMeOrNobody' }
	/** @property hours `number` for those of the number */
	| {
			readonly type: 'withinBusinessHours' | 'outsideBusinessHours';
			readonly hours: WeeklyHours | 'number';
	  };

/** The name of a condition: also the reason of a message that was skipped because of it. */
export type ConditionName = SendCondition['type'];

/** How far a conversation is. */
export type ConversationStatus = 'pending' | 'open' | 'snoozed' | 'resolved';

const STATUSES: readonly string[] = ['pending', 'open', 'snoozed', 'resolved'];

/** Whether a text from outside is a status. */
export function isConversationStatus(text: string): text is ConversationStatus {
	return STATUSES.includes(text);
}

/** The conditions that a reply may end. */
export type ReplyCondition = Extract<
	SendCondition,
	{
		readonly type:
			'noReplySinceMyLastMessage' | 'noReplySince' | 'noReplyInSequence' | 'neverReplied';
	}
>;

/** Whether a reply may end what waits for this. */
export function isAboutReplies(condition: SendCondition): condition is ReplyCondition {
	switch (condition.type) {
		case 'noReplySinceMyLastMessage':
		case 'noReplySince':
		case 'noReplyInSequence':
		case 'neverReplied':
			return true;
		case 'hasLabel':
		case 'lacksLabel':
		case 'lastMessageRead':
		case 'lastMessageUnread':
		case 'statusIs':
		case 'ownerIsMeOrNobody':
		case 'withinBusinessHours':
		case 'outsideBusinessHours':
			return false;
	}
}

/**
 * What is known of replies when a message is judged. All times are of one clock that never stands
 * still between two of them: when something was stored, never when the customer says it was written.
 */
export interface ReplyStanding {
	/** When the message was put into the outbox. */
	readonly askedAt: number;
	/** When the newest reply was stored; `null` if there never was one. */
	readonly repliedAt: number | null;
	/** Whether the customer ever wrote, also long ago. */
	readonly hasEverWritten: boolean;
	/** When another message of the conversation was last claimed; `null` if none was. */
	readonly lastMessageAt: number | null;
	/** When the first message of the sequence was put into the outbox. */
	readonly sequenceBeganAt: number;
}

/** All that conditions ask for. */
export interface ConditionStanding extends ReplyStanding {
	readonly labels: readonly string[];
	/** Whether the customer has read the last message that reached WhatsApp. */
	readonly isLastRead: boolean;
	readonly status: string;
	/** The owner of the conversation; `null` for nobody. */
	readonly owner: string | null;
	/** In whose name the message goes; `null` if that was not said. */
	readonly actingAgent: string | null;
	/** The zone of the number (IANA name). */
	readonly zone: string;
	/** The hours of the number; `null` for always. */
	readonly hours: readonly WeeklyHours[] | null;
}

/** @returns the name of the first condition that does not hold; `null` if all do */
export function failingCondition(
	conditions: readonly SendCondition[],
	standing: ConditionStanding,
	now: number,
): ConditionName | null {
	return conditions.find((condition) => !holds(condition, standing, now))?.type ?? null;
}

function holds(condition: SendCondition, standing: ConditionStanding, now: number): boolean {
	switch (condition.type) {
		case 'noReplySinceMyLastMessage':
		case 'noReplySince':
		case 'noReplyInSequence':
		case 'neverReplied':
			return holdsOfReplies(condition, standing, now);
		case 'hasLabel':
			return hasLabel(standing.labels, condition.label);
		case 'lacksLabel':
			return !hasLabel(standing.labels, condition.label);
		case 'lastMessageRead':
			return standing.isLastRead;
		case 'lastMessageUnread':
			return !standing.isLastRead;
		case 'statusIs':
			return condition.statuses.some((status) => status === standing.status);
		case 'ownerIsMeOrNobody':
			return !isOwnedByOther(standing.owner, standing.actingAgent);
		case 'withinBusinessHours':
			return isBusinessTime(condition.hours, standing, now);
		case 'outsideBusinessHours':
			return !isBusinessTime(condition.hours, standing, now);
	}
}

function isBusinessTime(
	hours: WeeklyHours | 'number',
	{ zone, hours: own }: ConditionStanding,
	now: number,
): boolean {
	return isWithinAny(hours === 'number' ? own : [hours], zone, now);
}

/** Whether a condition about replies holds. A reply that came while the message waited ends them all. */
export function holdsOfReplies(
	condition: ReplyCondition,
	standing: ReplyStanding,
	now: number,
): boolean {
	const { askedAt, repliedAt } = standing;
	if (repliedAt !== null && repliedAt > askedAt) return false;
	switch (condition.type) {
		case 'noReplySinceMyLastMessage':
			return repliedAt === null || repliedAt <= (standing.lastMessageAt ?? askedAt);
		case 'noReplySince':
			return repliedAt === null || repliedAt <= now - condition.withinMs;
		case 'noReplyInSequence':
			return repliedAt === null || repliedAt <= standing.sequenceBeganAt;
		case 'neverReplied':
			return repliedAt === null && !standing.hasEverWritten;
	}
}

function hasLabel(labels: readonly string[], wanted: string): boolean {
	return labels.some((label) => sameName(label, wanted));
}

/** Whether a conversation belongs to somebody else. */
export function isOwnedByOther(owner: string | null, actingAgent: string | null): boolean {
	return owner !== null && (actingAgent === null || !sameName(owner, actingAgent));
}

function sameName(one: string, other: string): boolean {
	return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What to do where a conversation belongs to somebody else. */
export type OwnerGuard = 'off' | 'warn' | 'block';
