import type { Place } from './cap-plan.ts';
import { ChatOrder } from './chat-order.ts';
import { drawGap, kindOf, type Gap, type SendKind } from './caps.ts';
import { MARKETING_RECIPIENT, type HeldReason, type RefusalReason } from '../outbox.ts';
import type { Fate, PlannedChat, PlannedMessage, QueuePlanInput } from './planned-queue.ts';
import { quietUntil } from './quiet-hours.ts';
import { nextAllowedAt, spend } from './recipient-pace.ts';
import { refusalOf } from '../sending-rules.ts';
import { KINDS, kindName, type KindName } from './send-kinds.ts';
import { WaitingLine, type InLine } from './waiting-line.ts';
import { isWindowOpen } from '../window.ts';

/** What keeps those whom the portfolio may not reach yet; they wait in a line of their own. */
const CROWDED: HeldReason = 'cap:portfolio';

/** How many turns a message may take, on average: each night and each text that is held costs one. */
const MOST_TURNS = 100;

type Chat = { -readonly [Key in keyof PlannedChat]: PlannedChat[Key] };

/** A message on its way through the plan. */
interface Row extends InLine {
	readonly message: PlannedMessage;
	readonly chat: Chat;
	held: HeldReason | null;
}

/**
 * Plays the queue of a number forward: in the order of the pump and under all caps, with the random
 * gaps at their mean. What a claim decides one by one, this foretells for the whole queue.
 *
 * @returns what becomes of each message, by its id
 */
export function planQueue(
	input: QueuePlanInput,
	messages: readonly PlannedMessage[],
): ReadonlyMap<string, Fate> {
	return new QueuePlan(input).play(messages);
}

class QueuePlan {
	readonly #input: QueuePlanInput;
	readonly #chats: ReadonlyMap<string, Chat>;
	readonly #line = new WaitingLine<KindName, Row>((row, now) => kindName(kindOfRow(row, now)));
	/** How many messages of a chat wait. */
	readonly #waiting = new Map<string, number>();
	readonly #order = new ChatOrder<Row>();
	readonly #fates = new Map<string, Fate>();
	/** Which cap closed a kind last, and until when. */
	readonly #closed = new Map<KindName, { readonly cap: HeldReason; readonly until: number }>();
	#now: number;
	#gapEnds: QueuePlanInput['gapEnds'];

	constructor(input: QueuePlanInput) {
		this.#input = input;
		this.#now = input.now;
		this.#gapEnds = input.gapEnds;
		this.#chats = new Map(input.chats.map((chat) => [chat.id, { ...chat }]));
	}

	play(messages: readonly PlannedMessage[]): ReadonlyMap<string, Fate> {
		for (const { id, chatId, reason } of messages) {
			if (reason === 'retrying') this.#order.noteRetry(id, chatId);
		}
		for (const message of messages) this.#add(message);
		// Each turn lets time or a message go on; should one ever not, the inbox must not stand still.
		for (let turns = MOST_TURNS * (messages.length + 1); turns > 0; turns -= 1) {
			this.#line.wake(this.#now);
			const open = this.#open();
			const row = this.#line.takeBest(open.kinds, this.#now);
			if (row !== null) {
				this.#decide(row);
				continue;
			}
			const next = Math.min(open.nextAt, this.#line.nextDueAt);
			if (next === Infinity) break;
			this.#now = Math.max(this.#now, next);
		}
		return this.#fates;
	}

	#add(message: PlannedMessage): void {
		const { notBefore, reason, id, priority } = message;
		const chat = this.#chats.get(message.chatId);
		if (chat === undefined) return;
		if (reason === 'cap:unanswered' && notBefore > this.#now) {
			this.#fates.set(id, { kind: 'waits', reason });
			return;
		}
		const held = notBefore > this.#now ? (reason ?? 'notBefore') : null;
		this.#waiting.set(chat.id, (this.#waiting.get(chat.id) ?? 0) + 1);
		this.#enter({ id, priority, dueAt: notBefore, message, chat, held });
	}

	#enter(row: Row): void {
		if (!this.#order.keepsBehind(row)) this.#line.add(row, this.#now);
	}

	#release(row: Row): void {
		for (const behind of this.#order.release(row)) this.#enter(behind);
	}

	/** Which kinds may go now, and when the next of the others may. */
	#open(): { readonly kinds: readonly KindName[]; readonly nextAt: number } {
		const kinds: KindName[] = [];
		let nextAt = Infinity;
		for (const name of this.#line.kinds) {
			const { at, cap } = this.#place(KINDS[name]);
			if (at <= this.#now) {
				kinds.push(name);
				continue;
			}
			nextAt = Math.min(nextAt, at);
			if (cap !== null) this.#closed.set(name, { cap: `cap:${cap}`, until: at });
		}
		return { kinds, nextAt };
	}

	#place(kind: SendKind): Place {
		const gapEnd = kind.isReply ? this.#gapEnds.replies : this.#gapEnds.starts;
		let place: Place = { at: Math.max(this.#now, gapEnd), cap: null };
		for (const { until, plan } of this.#input.steps) {
			if (place.at >= until) continue;
			const found = plan.earliest(kind, place.at);
			place = { at: Math.min(found.at, until), cap: found.cap ?? place.cap };
			if (found.at < until) return place;
		}
		return place;
	}

	/** As the claim does, in its order. */
	#decide(row: Row): void {
		const { message, chat } = row;
		const { mode } = this.#input;
		const { expiresAt, beyondWindow = null } = message;
		const { windowExpiresAt } = chat;
		const goesBeyondWindow = beyondWindow !== null;
		const standing = { mode, windowExpiresAt, goesBeyondWindow, expiresAt };
		const refusal = refusalOf(standing, this.#now);
		if (refusal !== null) return this.#refuse(row, refusal);
		const pacedUntil = nextAllowedAt(this.#input.pace, chat.paceDebt);
		if (pacedUntil > this.#now) return this.#holdUntil(row, 'pacing', pacedUntil);
		this.#release(row);
		const { marketingHeldUntil: heldUntil } = chat;
		const isOpen = mode !== 'cloud' || isWindowOpen(windowExpiresAt, this.#now);
		const category = isOpen ? message.category : (beyondWindow ?? message.category);
		if (category === 'marketing' && heldUntil > this.#now) {
			return this.#holdUntil(row, MARKETING_RECIPIENT, heldUntil);
		}
		const kind = kindOfRow(row, this.#now);
		if (!kind.isReply && !kind.isInternal && this.#isHeld(row)) return;
		const people = isOpen ? null : this.#input.people;
		const crowdedUntil = people?.until(chat.person, this.#now) ?? null;
		if (crowdedUntil !== null) {
			row.held = CROWDED;
			this.#line.park(row, CROWDED, crowdedUntil);
			return;
		}
		people?.note(chat.person, this.#now);
		this.#go(row, kind);
	}

	#isHeld(row: Row): boolean {
		const { quietHours, unanswered, duplicateMs, sameTextPerHour } = this.#input.rules;
		const { message, chat } = row;
		const quiet = quietHours === null ? null : quietUntil(quietHours, chat.zones, this.#now);
		if (quiet !== null) {
			this.#holdUntil(row, 'quietHours', quiet);
			return true;
		}
		if (unanswered !== null && chat.unanswered >= unanswered) {
			this.#end(row, { kind: 'waits', reason: 'cap:unanswered' });
			return true;
		}
		if (message.bodyHash === null) return false;
		const verdict = this.#input.texts.judge(
			{ hash: message.bodyHash, chatId: chat.id, now: this.#now },
			{ duplicateMs, sameTextPerHour },
		);
		if (verdict === 'duplicate') this.#refuse(row, 'duplicateBody');
		else if (verdict !== null) {
			row.held = 'cap:sameTextPerHour';
			this.#line.park(row, message.bodyHash, verdict);
			this.#line.isDone(CROWDED);
		}
		return verdict !== null;
	}

	#go(row: Row, kind: SendKind): void {
		const { message, chat } = row;
		const { steps, rules, pace, texts } = this.#input;
		const now = this.#now;
		for (const { plan } of steps) plan.take(kind, now);
		if (message.bodyHash !== null) texts.note(message.bodyHash, chat.id, now);
		chat.isOpened = true;
		chat.paceDebt = spend(pace, chat.paceDebt, now);
		if (!kind.isInternal) chat.unanswered += 1;
		if (rules.gap !== null) {
			this.#gapEnds = {
				starts: now + mean(rules.gap.starts),
				replies: now + mean(rules.gap.replies),
			};
		}
		this.#end(row, { kind: 'goes', at: now, reason: this.#reasonOf(row, kind) });
		const hasMore = (this.#waiting.get(chat.id) ?? 0) > 0;
		if (kind.isNewChat && hasMore) this.#line.sortAnew('newChat', now);
	}

	/** A cap that closed after the message was due kept it, or what it waited for before. */
	#reasonOf(row: Row, kind: SendKind): HeldReason | null {
		if (this.#now <= this.#input.now) return null;
		const closed = this.#closed.get(kindName(kind));
		if (closed !== undefined && closed.until > row.dueAt) return closed.cap;
		if (row.held === CROWDED) return CROWDED;
		return this.#now > row.dueAt ? 'pacing' : row.held;
	}

	#refuse(row: Row, reason: RefusalReason): void {
		const kind = kindOfRow(row, this.#now);
		this.#end(row, { kind: 'refused', reason, held: this.#reasonOf(row, kind) });
	}

	#holdUntil(row: Row, reason: HeldReason, until: number): void {
		row.held = reason;
		row.dueAt = until;
		this.#line.add(row, this.#now);
		this.#line.isDone(row.message.bodyHash);
		this.#line.isDone(CROWDED);
	}

	#end(row: Row, fate: Fate): void {
		this.#fates.set(row.id, fate);
		this.#release(row);
		this.#line.isDone(row.message.bodyHash);
		this.#line.isDone(CROWDED);
		const { id } = row.chat;
		this.#waiting.set(id, (this.#waiting.get(id) ?? 1) - 1);
	}
}

function kindOfRow({ message, chat }: Row, now: number): SendKind {
	return kindOf(message.category, chat, now);
}

function mean(gap: Gap): number {
	return drawGap(gap, 0.5);
}
