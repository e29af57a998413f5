import type { Selectable } from 'kysely';
import type { CapPlan, Place } from '../../domain/caps/cap-plan.ts';
import { drawGap, kindOf, type Cap, type CapRules, type SendKind } from '../../domain/caps/caps.ts';
import type { NumberMode } from '../../domain/number/number.ts';
import type { PeopleReached } from '../../domain/caps/people-reached.ts';
import type { Category } from '../../domain/outbox.ts';
import { quietUntil } from '../../domain/caps/quiet-hours.ts';
import { refusalOf } from '../../domain/sending-rules.ts';
import { HOUR_MS, isWindowOpen } from '../../domain/window.ts';
import { findBar, type Bar } from './bar.ts';
import { KINDS, type Candidate, type Crowd, type KindName } from './candidates.ts';
import { count, readPlan } from './ledger.ts';
import { capsNow, rulesOf } from '../numbers/number-caps.ts';
import { businessOf } from '../numbers/number-hours.ts';
import { holdPeople, portfolioOf, type Portfolio } from './portfolio.ts';
import type { Tables, Tx } from '../schema.ts';
import { zonesOf } from './zones.ts';

/** What is decided about a message that is due. */
export type Admission =
	| { readonly kind: 'go' }
	| Bar
	/** The number's caps leave no room for its kind any more. */
	| { readonly kind: 'later' };

type NumberRow = Selectable<Tables['number']>;

interface Opened {
	readonly rules: CapRules;
	readonly caps: readonly Cap[];
	readonly plan: CapPlan;
	readonly portfolio: Portfolio | null;
	readonly people: PeopleReached | null;
}

/** The gate through which every message of a number goes, in the transaction that claims it. */
export class Gate {
	readonly #tx: Tx;
	readonly #number: NumberRow;
	readonly #rules: CapRules;
	readonly #caps: readonly Cap[];
	readonly #plan: CapPlan;
	readonly #portfolio: Portfolio | null;
	/** `null` while there is room for all that is claimed at once. */
	readonly #people: PeopleReached | null;
	readonly #now: number;
	#nextStartAt: number;
	#nextReplyAt: number;

	private constructor(
		tx: Tx,
		number: NumberRow,
		{ rules, caps, plan, portfolio, people }: Opened,
		now: number,
	) {
		this.#tx = tx;
		this.#number = number;
		this.#rules = rules;
		this.#caps = caps;
		this.#plan = plan;
		this.#portfolio = portfolio;
		this.#people = people;
		this.#now = now;
		this.#nextStartAt = number.next_start_at;
		this.#nextReplyAt = number.next_reply_at;
	}

	/** Reads what was sent. @param ahead how many messages may be let through at the most */
	static async open(tx: Tx, number: NumberRow, now: number, ahead: number): Promise<Gate> {
		const rules = rulesOf(number);
		const { caps, newChatsFrom } = capsNow(number, rules, now);
		const portfolio = number.mode === 'cloud' ? await portfolioOf(tx, number.id) : null;
		const people = portfolio === null ? null : await holdPeople(tx, portfolio, now);
		const plan = await readPlan(tx, number.id, { caps, newChatsFrom, ahead, now });
		return new Gate(tx, number, { rules, caps, plan, portfolio, people }, now);
	}

	/** The caps that hold now. */
	get caps(): readonly Cap[] {
		return this.#caps;
	}

	/** Until when nobody else may be written to outside the window; `null` while somebody may. */
	get crowd(): Crowd | null {
		const freeAt = this.#people?.freeAt(this.#now) ?? null;
		if (freeAt === null || this.#portfolio === null) return null;
		return { freeAt, numberIds: this.#portfolio.numberIds };
	}

	/** Whether the limit of the portfolio keeps a message. */
	isCrowdedOut(row: Candidate): boolean {
		if (this.#people === null || !this.#isOutside(row)) return false;
		return this.#people.until(row.contact_id, this.#now) !== null;
	}

	/** When messages of each kind fit under the caps of the number, and which cap decides. */
	places(): Readonly<Record<KindName, Place>> {
		return {
			internal: this.#place(KINDS.internal),
			reply: this.#place(KINDS.reply),
			newChat: this.#place(KINDS.newChat),
			other: this.#place(KINDS.other),
		};
	}

	#place(kind: SendKind): Place {
		const gapEnds = kind.isReply ? this.#nextReplyAt : this.#nextStartAt;
		return this.#plan.earliest(kind, Math.max(this.#now, gapEnds));
	}

	/** Decides about a message. Nothing is written. */
	async judge(row: Candidate): Promise<Admission> {
		const refusal = refusalOf(
			{
				mode: this.#number.mode as NumberMode,
				windowExpiresAt: row.window_expires_at,
				goesBeyondWindow: row.beyond_window !== null,
				expiresAt: row.expires_at,
			},
			this.#now,
		);
		if (refusal !== null) return { kind: 'refuse', reason: refusal };
		const judging = { ...businessOf(this.#number), now: this.#now };
		const bar = await findBar(this.#tx, row, judging);
		if (bar !== null) return bar;
		const kind = this.kindOf(row);
		if (!kind.isReply && !kind.isInternal) {
			const held = (await this.#quiet(row)) ?? (await this.#unanswered(row));
			if (held !== null) return held;
		}
		if (this.#place(kind).at > this.#now) return { kind: 'later' };
		if (this.isCrowdedOut(row)) return { kind: 'later' };
		if (kind.isReply || kind.isInternal) return { kind: 'go' };
		return (await this.#sameText(row)) ?? { kind: 'go' };
	}

	/** Counts a message that goes now. */
	async take(row: Candidate, random: number): Promise<void> {
		const kind = this.kindOf(row);
		const now = this.#now;
		this.#plan.take(kind, now);
		if (this.#isOutside(row)) this.#people?.note(row.contact_id, now);
		await count(this.#tx, {
			outbox_id: row.id,
			attempt: row.attempts + 1,
			workspace_id: row.workspace_id,
			number_id: row.number_id,
			conversation_id: row.conversation_id,
			at: now,
			body_hash: row.body_hash,
			kind,
			outsideTo: this.#isOutside(row) ? row.contact_id : null,
		});
		const { gap } = this.#rules;
		if (gap === null) return;
		// A reply is soon free to follow anything; what is no reply keeps its distance from both.
		this.#nextStartAt = now + drawGap(gap.starts, random);
		this.#nextReplyAt = now + drawGap(gap.replies, random);
		await this.#tx.db
			.updateTable('number')
			.set({ next_start_at: this.#nextStartAt, next_reply_at: this.#nextReplyAt })
			.where('id', '=', this.#number.id)
			.execute();
	}

	/** Whether Meta counts who gets it: the window is closed. */
	#isOutside({ window_expires_at: expiresAt }: Candidate): boolean {
		return this.#number.mode === 'cloud' && !isWindowOpen(expiresAt, this.#now);
	}

	/** What a message is to the caps. */
	kindOf(row: Candidate): SendKind {
		const chat = {
			firstInboundAt: row.first_inbound_at,
			lastInboundAt: row.last_inbound_at,
			isOpened: row.opened_at !== null || row.last_outbound_at !== null,
		};
		return kindOf(row.category as Category, chat, this.#now);
	}

	async #quiet(row: Candidate): Promise<Admission | null> {
		const { quietHours } = this.#rules;
		if (quietHours === null) return null;
		const zones = await zonesOf(this.#tx, row.contact_id, this.#number.time_zone);
		const until = quietUntil(quietHours, zones, this.#now);
		return until === null ? null : { kind: 'hold', reason: 'quietHours', until };
	}

	/** Who never answers gets no more, until they do. */
	async #unanswered(row: Candidate): Promise<Admission | null> {
		const { unanswered } = this.#rules;
		if (unanswered === null) return null;
		const { n } = await this.#tx.db
			.selectFrom('ledger')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('conversation_id', '=', row.conversation_id)
			.where('at', '>', row.last_inbound_at ?? 0)
			.where('outbox_id', '!=', row.id)
			.where('is_internal', '=', 0)
			.executeTakeFirstOrThrow();
		return Number(n) < unanswered
			? null
			: { kind: 'hold', reason: 'cap:unanswered', until: null };
	}

	/** The same text to the same person again, or to too many. */
	async #sameText(row: Candidate): Promise<Admission | null> {
		const { duplicateMs, sameTextPerHour } = this.#rules;
		if (row.body_hash === null || (duplicateMs === null && sameTextPerHour === null))
			return null;
		const sent = await this.#tx.db
			.selectFrom('ledger')
			.select(['conversation_id', ({ fn }) => fn.max('at').as('at')])
			.where('number_id', '=', row.number_id)
			.where('body_hash', '=', row.body_hash)
			.where('at', '>', this.#now - Math.max(duplicateMs ?? 0, HOUR_MS))
			.where('outbox_id', '!=', row.id)
			.groupBy('conversation_id')
			.execute();
		const toThem = sent.find(({ conversation_id: id }) => id === row.conversation_id);
		if (duplicateMs !== null && toThem !== undefined && toThem.at > this.#now - duplicateMs) {
			return { kind: 'refuse', reason: 'duplicateBody' };
		}
		if (sameTextPerHour === null || toThem !== undefined) return null;
		const lately = sent
			.map(({ at }) => at)
			.filter((at) => at > this.#now - HOUR_MS)
			.sort((a, b) => b - a);
		const decisive = lately[sameTextPerHour - 1];
		return decisive === undefined
			? null
			: { kind: 'hold', reason: 'cap:sameTextPerHour', until: decisive + HOUR_MS };
	}
}
