import type { Selectable } from 'kysely';
import type { CapRules } from '../../domain/caps/caps.ts';
import type { NumberMode } from '../../domain/number/number.ts';
import type { Category, HeldReason } from '../../domain/outbox.ts';
import type { Fate, PlannedChat, PlannedMessage } from '../../domain/caps/planned-queue.ts';
import { planQueue } from '../../domain/caps/queue-plan.ts';
import type { RecipientPace } from '../../domain/caps/recipient-pace.ts';
import { SentTexts } from '../../domain/caps/sent-texts.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { isRoomy } from './caps-used.ts';
import { rulesOf } from '../numbers/number-caps.ts';
import { readSteps } from './plan-steps.ts';
import { portfolioOf, readPeople } from './portfolio.ts';
import type { Tables, Tx } from '../schema.ts';
import { zonesOfMany } from './zones.ts';
import { OPEN } from './outbox-states.ts';

/** How many messages are looked ahead at the most. Behind them no time is foretold. */
export const LOOK_AHEAD = 2_000;

/** Messages that are only thought of, behind all that wait. */
export interface Imagined {
	readonly messages: readonly PlannedMessage[];
	/** Chats that exist are read: these are the others. */
	readonly chats: readonly PlannedChat[];
	/** Chats that exist, with the contact of each. */
	readonly known: ReadonlyMap<string, string>;
}

const NOTHING: Imagined = { messages: [], chats: [], known: new Map() };

/** What the queue of a number will come to. */
export interface Foretold {
	/** By the id of the message. One that is too far behind is not there. */
	readonly fates: ReadonlyMap<string, Fate>;
	/** What keeps those that are too far behind. */
	readonly behind: HeldReason;
}

/**
 * Foretells when the messages of a number go, in the order of the pump and under all its caps.
 *
 * @param asked the messages that somebody wants to know of
 * @returns `null` if nothing but their own time and the recipient's pace keeps them
 */
export async function foretell(
	tx: Tx,
	number: Selectable<Tables['number']>,
	{ pace, now, asked }: { pace: RecipientPace; now: number; asked: readonly PlannedMessage[] },
	imagined: Imagined = NOTHING,
): Promise<Foretold | null> {
	const rules = rulesOf(number);
	const isFree =
		!mayHold(rules) &&
		(await isRoomy(tx, number, rules, asked, now)) &&
		!(await isBehindRetry(tx, asked));
	if (isFree) {
		if (imagined.messages.length === 0) return null;
		return await play(tx, number, { rules, pace, now, waiting: [] }, imagined);
	}
	const waiting = await readWaiting(tx, number.id);
	return await play(tx, number, { rules, pace, now, waiting }, imagined);
}

/** Whether there are rules besides caps, for which each message has to be looked at. */
function mayHold({ gap, quietHours, unanswered, duplicateMs, sameTextPerHour }: CapRules): boolean {
	return [gap, quietHours, unanswered, duplicateMs, sameTextPerHour].some(
		(rule) => rule !== null,
	);
}

/** Whether a chat of theirs has a message that is to be tried again: those behind it keep their place. */
async function isBehindRetry({ db }: Tx, asked: readonly PlannedMessage[]): Promise<boolean> {
	if (asked.length === 0) return false;
	const row = await db
		.selectFrom('outbox')
		.select('id')
		.where('conversation_id', 'in', [...new Set(asked.map(({ chatId }) => chatId))])
		.where('state', 'in', OPEN)
		.where('state', '=', 'queued')
		.where('reason', '=', 'retrying')
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

interface Played {
	readonly rules: CapRules;
	readonly pace: RecipientPace;
	readonly now: number;
	readonly waiting: readonly Waiting[];
}

async function play(
	tx: Tx,
	number: Selectable<Tables['number']>,
	{ rules, pace, now, waiting }: Played,
	imagined: Imagined,
): Promise<Foretold> {
	const contacts = new Map([
		...waiting.map((row) => [row.conversation_id, row.contact_id] as const),
		...imagined.known,
	]);
	const last = waiting.length < LOOK_AHEAD ? undefined : waiting.at(-1);
	const messages = [
		...waiting.map(toMessage),
		// Of what comes behind more than is looked at, nothing is known.
		...imagined.messages
			.filter(({ priority }) => last === undefined || priority < last.priority)
			.slice(0, LOOK_AHEAD),
	];
	const steps = await readSteps(tx, number, { rules, ahead: messages.length, now });
	const portfolio = number.mode === 'cloud' ? await portfolioOf(tx, number.id) : null;
	const fates = planQueue(
		{
			mode: number.mode as NumberMode,
			rules,
			steps,
			pace,
			gapEnds: { starts: number.next_start_at, replies: number.next_reply_at },
			chats: [...(await readChats(tx, number, rules, contacts)), ...imagined.chats],
			texts: await readTexts(tx, number.id, { rules, messages, now }),
			people: portfolio === null ? null : await readPeople(tx, portfolio, now),
			now,
		},
		messages,
	);
	return { fates, behind: lastHeld(fates) };
}

/** What kept the last of those that were looked at keeps those behind it. */
function lastHeld(fates: ReadonlyMap<string, Fate>): HeldReason {
	const caps = [...fates.values()].flatMap((fate) =>
		fate.kind === 'goes' && fate.reason?.startsWith('cap:') === true ? [fate] : [],
	);
	const last = caps.reduce((late, fate) => (fate.at > late.at ? fate : late), caps[0] ?? NEVER);
	return last.reason ?? 'pacing';
}

const NEVER: Extract<Fate, { kind: 'goes' }> = { kind: 'goes', at: 0, reason: null };

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number];

/** In the order of the pump. */
async function readWaiting({ db }: Tx, numberId: string) {
	return await db
		.selectFrom('outbox')
		.select([
			'id',
			'contact_id',
			'conversation_id',
			'category',
			'priority',
			'not_before',
			'reason',
			'expires_at',
			'body_hash',
			'beyond_window',
		])
		.where('number_id', '=', numberId)
		.where('state', '=', 'queued')
		.orderBy('priority')
		.orderBy('not_before')
		.orderBy('id')
		.limit(LOOK_AHEAD)
		.execute();
}

/** A row of the outbox as the plan knows it. */
export function toMessage(row: Waiting): PlannedMessage {
	return {
		id: row.id,
		category: row.category as Category,
		priority: row.priority,
		notBefore: row.not_before,
		reason: row.reason as HeldReason | null,
		expiresAt: row.expires_at,
		bodyHash: row.body_hash,
		chatId: row.conversation_id,
		beyondWindow: row.beyond_window as Category | null,
	};
}

/** @param contacts the chats to be read, with the contact of each */
async function readChats(
	tx: Tx,
	{ time_zone: zone }: Selectable<Tables['number']>,
	rules: CapRules,
	contacts: ReadonlyMap<string, string>,
): Promise<readonly PlannedChat[]> {
	const ids = [...contacts.keys()];
	if (ids.length === 0) return [];
	const rows = await tx.db
		.selectFrom('conversation')
		.innerJoin('contact', 'contact.id', 'conversation.contact_id')
		.select([
			'conversation.id',
			'first_inbound_at',
			'last_inbound_at',
			'last_outbound_at',
			'opened_at',
			'window_expires_at',
			'pace_debt',
			'marketing_held_until',
		])
		.where('conversation.id', 'in', ids)
		.execute();
	const zones =
		rules.quietHours === null
			? new Map<string, readonly string[]>()
			: await zonesOfMany(tx, [...new Set(contacts.values())], zone);
	const unanswered =
		rules.unanswered === null ? new Map<string, number>() : await countUnanswered(tx, ids);
	return rows.map((row) => ({
		id: row.id,
		person: contacts.get(row.id) ?? row.id,
		firstInboundAt: row.first_inbound_at,
		lastInboundAt: row.last_inbound_at,
		isOpened: row.opened_at !== null || row.last_outbound_at !== null,
		windowExpiresAt: row.window_expires_at,
		paceDebt: row.pace_debt,
		marketingHeldUntil: row.marketing_held_until ?? 0,
		unanswered: unanswered.get(row.id) ?? 0,
		zones: zones.get(contacts.get(row.id) ?? '') ?? [],
	}));
}

async function countUnanswered({ db }: Tx, ids: readonly string[]): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('ledger')
		.innerJoin('conversation', 'conversation.id', 'ledger.conversation_id')
		.select(['ledger.conversation_id', ({ fn }) => fn.countAll<number>().as('n')])
		.where('ledger.conversation_id', 'in', [...ids])
		.where('ledger.is_internal', '=', 0)
		.where((eb) =>
			eb('ledger.at', '>', eb.fn.coalesce('conversation.last_inbound_at', eb.lit(0))),
		)
		.groupBy('ledger.conversation_id')
		.execute();
	return new Map(rows.map((row) => [row.conversation_id, Number(row.n)]));
}

async function readTexts(
	{ db }: Tx,
	numberId: string,
	{ rules, messages, now }: { rules: CapRules; messages: readonly PlannedMessage[]; now: number },
): Promise<SentTexts> {
	const texts = new SentTexts();
	const { duplicateMs, sameTextPerHour } = rules;
	const hashes = new Set(messages.flatMap(({ bodyHash }) => bodyHash ?? []));
	if (hashes.size === 0 || (duplicateMs === null && sameTextPerHour === null)) return texts;
	const rows = await db
		.selectFrom('ledger')
		.select(['body_hash', 'conversation_id', 'at'])
		.where('number_id', '=', numberId)
		.where('body_hash', 'in', [...hashes])
		.where('at', '>', now - Math.max(duplicateMs ?? 0, HOUR_MS))
		.orderBy('at')
		.execute();
	for (const row of rows) texts.note(row.body_hash ?? '', row.conversation_id, row.at);
	return texts;
}
