import { isSettled } from '../domain/outbox.ts';
import type { RecipientPace } from '../domain/caps/recipient-pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Draft, EnqueueResult, Outcome, Store, UnknownRecipient } from '../ports/store.ts';
import type { Ear, OutcomeWatch } from './outcome-watch.ts';
import { ProgressTeller, type SendProgress } from './send-progress.ts';

/** How long a run waits for its messages, all together, in ms. Then they are `queued`. */
export const SEND_WAIT_MS = 30_000;

/** How much longer it waits for one that is on its way: longer than a transport takes, in ms. */
const HANDING_GRACE_MS = 25_000;

/** How often the store is looked at while nothing is heard, in ms. */
const LOOK_MS = 1_000;

/** The first time sooner, in ms: whether something holds messages that were not sent by then. */
const FIRST_LOOK_MS = 100;

/** How many messages are put into the outbox in one transaction at the most. */
const CHUNK = 100;

/** How often it is looked after the first half minute of a long wait, in ms. */
const PATIENT_LOOK_MS = 5_000;

/** What happens with messages that have to wait: they are reported, waited for, or taken back. */
export type WhenHeld = 'output' | 'wait' | 'error';

/** What came of one draft. */
export type SendResult =
	| { readonly kind: 'outcome'; readonly outcome: Outcome; readonly deduplicated: boolean }
	/** It would have had to wait, and was taken back: see {@link WhenHeld}. */
	| { readonly kind: 'held'; readonly outcome: Outcome; readonly deduplicated: boolean }
	| UnknownRecipient
	/** Never put into the outbox, because an earlier one failed. */
	| { readonly kind: 'notTried' };

/** What a run wants to send. */
export interface SendRequest {
	readonly workspaceId: string;
	readonly numberId: string;
	readonly drafts: readonly Draft[];
	/** Whether the first failure ends the run, as n8n's "Stop Workflow" does. */
	readonly stopOnFailure: boolean;
	readonly waitMs: number;
	/** Default: `output`. */
	readonly whenHeld?: WhenHeld;
	/** Aborted when the execution is cancelled. */
	readonly signal?: AbortSignal;
	/** Hears now and then how far it has come, if it takes long. */
	readonly onProgress?: (progress: SendProgress) => void;
}

/** What sending needs. */
export interface SendParts {
	readonly store: Pick<Store, 'enqueue' | 'outcomes' | 'cancel'>;
	readonly watch: Pick<OutcomeWatch, 'open'>;
	readonly recipientPace: RecipientPace;
	readonly clock: Clock;
	/** Makes sure that somebody sends for this number, and wakes them; `false` if nobody does. */
	readonly callSender: (numberId: string) => Promise<boolean>;
}

/**
 * How many messages of a run that stops at the first failure may be under way. The first ten go one
 * by one, so that a mistake in all of them shows at the first; long runs then open up.
 */
export function width(succeeded: number): number {
	return succeeded < 10 ? 1 : Math.min(2 ** Math.floor(succeeded / 10), 64);
}

/**
 * Puts messages into the outbox and waits for what becomes of them.
 *
 * @returns one result per draft, in their order
 */
export async function send(parts: SendParts, request: SendRequest): Promise<readonly SendResult[]> {
	return await new Sending(parts, request).run();
}

class Sending {
	readonly #parts: SendParts;
	readonly #request: SendRequest;
	/** Until when a message that waits is waited for; comes early when the run is stopped. */
	#deadline: number;
	/** From then on it is looked less often. */
	readonly #patientAt: number;
	readonly #results: SendResult[];
	readonly #progress: ProgressTeller;
	readonly #ear: Ear;
	/** Outbox id to the drafts that wait for it; two drafts may share a key. */
	readonly #open = new Map<string, { index: number; deduplicated: boolean }[]>();
	#next = 0;
	#succeeded = 0;
	#hasFailed = false;
	/** Whether there are messages that were put into the outbox and not looked at since. */
	#hasNew = false;

	constructor(parts: SendParts, request: SendRequest) {
		this.#parts = parts;
		this.#request = request;
		this.#deadline = parts.clock.now() + request.waitMs;
		this.#patientAt = parts.clock.now() + SEND_WAIT_MS;
		this.#ear = parts.watch.open();
		this.#results = request.drafts.map(() => ({ kind: 'notTried' }));
		const { drafts, onProgress = () => undefined } = request;
		this.#progress = new ProgressTeller(parts.clock, drafts.length, onProgress);
	}

	async run(): Promise<readonly SendResult[]> {
		try {
			while (!this.#isDone()) {
				// What was just put there is looked at when something is heard of it, or soon.
				await this.#look(await this.#enqueueMore());
				if (this.#isStopped()) await this.#cancelOpen();
				this.#progress.tell();
				// What was taken off the list may have made room for more.
				if (this.#isDone() || this.#room() > 0) continue;
				const heard = await this.#ear.next(this.#pause());
				if (heard.length === 0) this.#hasNew = false;
				await this.#look(heard.length > 0 ? heard : [...this.#open.keys()]);
			}
			return this.#results;
		} finally {
			this.#ear.close();
		}
	}

	#pause(): number {
		const now = this.#parts.clock.now();
		const left = this.#deadline - now;
		const isPatient = now >= this.#patientAt && left > 0;
		const pause = isPatient ? PATIENT_LOOK_MS : this.#hasNew ? FIRST_LOOK_MS : LOOK_MS;
		return left > 0 ? Math.min(pause, left) : pause;
	}

	#isDone(): boolean {
		const isAllTried = this.#isStopped() || this.#next === this.#results.length;
		return isAllTried && this.#open.size === 0;
	}

	#isStopped(): boolean {
		return (
			this.#request.signal?.aborted === true ||
			(this.#hasFailed && this.#request.stopOnFailure)
		);
	}

	/**
	 * How many more drafts may be put into the outbox now. Past the deadline the rest goes there all
	 * the same: it will be sent later.
	 */
	#room(): number {
		if (this.#isStopped()) return 0;
		const left = Math.min(this.#results.length - this.#next, CHUNK);
		const isLate = this.#parts.clock.now() >= this.#deadline;
		if (!this.#request.stopOnFailure || isLate) return left;
		return Math.min(left, Math.max(0, width(this.#succeeded) - this.#open.size));
	}

	/** @returns those that may have an outcome to tell already; of the others something is heard soon */
	async #enqueueMore(): Promise<readonly string[]> {
		const { drafts, workspaceId, numberId } = this.#request;
		const batch = drafts.slice(this.#next, this.#next + this.#room());
		if (batch.length === 0) return [];
		const now = this.#parts.clock.now();
		const made = await this.#parts.store.enqueue({ workspaceId, numberId, drafts: batch, now });
		for (const [offset, result] of made.entries()) this.#note(this.#next + offset, result);
		this.#next += batch.length;
		const untended = await this.#callSenders(made);
		const toLookAt: string[] = [];
		for (const [offset, result] of made.entries()) {
			if (result.kind !== 'queued') continue;
			const { outboxId, numberId, deduplicated } = result;
			const mayGo = (batch[offset]?.notBefore ?? now) <= now && !untended.has(numberId);
			if (deduplicated || !mayGo || now >= this.#deadline) toLookAt.push(outboxId);
			else this.#hasNew = true;
		}
		return toLookAt;
	}

	#note(index: number, result: EnqueueResult): void {
		if (result.kind === 'unknownRecipient') {
			this.#results[index] = result;
			this.#progress.count('notSent');
			this.#hasFailed = true;
			return;
		}
		const { outboxId, deduplicated } = result;
		const waiting = this.#open.get(outboxId) ?? [];
		this.#ear.listenFor(outboxId);
		this.#open.set(outboxId, [...waiting, { index, deduplicated }]);
	}

	/** @returns the numbers that nobody sends for: what was new for them is taken back */
	async #callSenders(made: readonly EnqueueResult[]): Promise<ReadonlySet<string>> {
		const untended = new Set<string>();
		const queued = made.filter((result) => result.kind === 'queued');
		for (const numberId of new Set(queued.map((result) => result.numberId))) {
			if (await this.#parts.callSender(numberId)) continue;
			untended.add(numberId);
			const outboxIds = queued
				.filter((result) => result.numberId === numberId && !result.deduplicated)
				.map((result) => result.outboxId);
			const now = this.#parts.clock.now();
			await this.#parts.store.cancel({ outboxIds, refusal: 'numberNotOpen', now });
		}
		return untended;
	}

	/** Takes those of these that need no more waiting off the list. */
	async #look(ids: readonly string[]): Promise<void> {
		const { store, clock, recipientPace } = this.#parts;
		const now = clock.now();
		const outboxIds = [...new Set(ids)].filter((id) => this.#open.has(id));
		if (outboxIds.length === 0) return;
		const outcomes = await store.outcomes({ outboxIds, now, pace: recipientPace });
		for (const outcome of outcomes) {
			if (!this.#isAnswer(outcome, now)) continue;
			const isHeld = outcome.state === 'queued' && !this.#isStopped();
			if (isHeld && this.#request.whenHeld === 'error') await this.#takeBack(outcome);
			else this.#take(outcome);
		}
	}

	/** What another run asked for as well waits on; one that has just gone is waited for. */
	async #takeBack(outcome: Outcome): Promise<void> {
		const { outboxId } = outcome;
		const asked = this.#open.get(outboxId) ?? [];
		if (asked.some(({ deduplicated }) => !deduplicated)) {
			const now = this.#parts.clock.now();
			const input = { outboxIds: [outboxId], refusal: null, now };
			const { cancelled } = await this.#parts.store.cancel(input);
			if (cancelled === 0) return;
		}
		for (const { index, deduplicated } of asked) {
			this.#results[index] = { kind: 'held', outcome, deduplicated };
			this.#progress.count('notSent');
		}
		this.#hasFailed = true;
		this.#open.delete(outboxId);
	}

	/** Whether the caller is told this, rather than kept waiting for more. */
	#isAnswer({ state, reason, until }: Outcome, now: number): boolean {
		if (isSettled(state)) return true;
		if (state === 'queued') {
			const isHeldLong = until === null ? this.#isHopeless(reason) : until > this.#deadline;
			return isHeldLong || now >= this.#deadline;
		}
		return now >= this.#deadline + HANDING_GRACE_MS;
	}

	/** Nobody knows when what holds it ends; who said so waits for it all the same. */
	#isHopeless(reason: string | null): boolean {
		if (this.#request.whenHeld === 'wait') return false;
		return reason === 'numberPaused' || reason?.startsWith('cap:') === true;
	}

	#take(outcome: Outcome): void {
		for (const { index, deduplicated } of this.#open.get(outcome.outboxId) ?? []) {
			this.#results[index] = { kind: 'outcome', outcome, deduplicated };
			if (outcome.state === 'failed') this.#hasFailed = true;
			else this.#succeeded += 1;
			const { state } = outcome;
			this.#progress.count(state === 'sent' || state === 'queued' ? state : 'notSent');
		}
		this.#open.delete(outcome.outboxId);
	}

	/** What another run asked for as well, under the same key, is that run's to take back. */
	async #cancelOpen(): Promise<void> {
		const outboxIds = [...this.#open]
			.filter(([, waiting]) => waiting.some((draft) => !draft.deduplicated))
			.map(([outboxId]) => outboxId);
		const now = this.#parts.clock.now();
		await this.#parts.store.cancel({ outboxIds, refusal: null, now });
		this.#deadline = Math.min(this.#deadline, now);
		await this.#look([...this.#open.keys()]);
	}
}
