import type { Failure } from '../domain/message.ts';
import { AWAY_PAUSE_MS, backoffMs } from '../domain/outbox.ts';
import { describe } from '../domain/problem.ts';
import type { RecipientPace } from '../domain/caps/recipient-pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Pacer } from '../ports/pacer.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import type { HandOver, HandOverOutcome, Transport } from '../ports/transport.ts';
import { RateGuard } from './rate-guard.ts';
import { Wake } from './wake.ts';

/** How often the outbox is looked at when nothing rings, in ms. */
const POLL_MS = 5_000;

/** Refusals that mean the number, and not one recipient, is written by too fast. */
const TOO_FAST: ReadonlySet<string> = new Set(['rateLimit', 'accountRateLimit']);

/** How long the pump waits after the store failed, in ms. */
const STORE_PAUSE_MS = 1_000;

const UNEXPECTED: Failure = {
	name: 'unexpected',
	code: 0,
	message: 'Something broke while the message was handed over; whether it was sent is unknown',
	advice: 'See the log of n8n. It is not sent again by itself.',
};

/** What a pump works with. */
export interface PumpParts {
	readonly numberId: string;
	/** From `takeOver`: shows that this process is the number's sender. */
	readonly fence: number;
	readonly store: Pick<Store, 'claim' | 'settle'>;
	readonly transport: Transport;
	readonly pacer: Pacer;
	readonly recipientPace: RecipientPace;
	/** How many messages may be on their way at once. */
	readonly concurrency: number;
	/** How many may be handed over within any second, until a claim says otherwise. */
	readonly perSecond: number;
	readonly clock: Clock;
	readonly random: Random;
	readonly logger: Logger;
	/** Told after the outcome of messages is committed. */
	readonly onSettled: (outboxIds: readonly string[]) => void;
	/** Told once if another process has become the number's sender. */
	readonly onOwnershipLost: () => void;
}

/**
 * Empties the outbox of one number: waits for a slot first, then claims the best message there is
 * by then, and hands it over at once.
 */
export class Pump {
	readonly #parts: PumpParts;
	readonly #wake: Wake;
	readonly #rate: RateGuard;
	readonly #inFlight = new Set<Promise<void>>();
	#perSecond: number;
	/** Whether the last claim left nothing behind: then nobody waits for what is on its way to end. */
	#isEmpty = false;
	#isClosed = false;
	/** Closed, and the grace is over: nobody waits for outcomes any more. */
	#isLeft = false;
	#running: Promise<void> | null = null;

	constructor(parts: PumpParts) {
		this.#parts = parts;
		this.#wake = new Wake(parts.clock);
		this.#perSecond = parts.perSecond;
		this.#rate = new RateGuard(parts.clock, parts.perSecond);
	}

	/** Begins. Call once. */
	start(): void {
		this.#running = this.#run();
	}

	/** There may be something to send. */
	wake(): void {
		this.#wake.ring();
	}

	/**
	 * Claims nothing more, and waits for the messages that are on their way.
	 *
	 * @param graceMs how long to wait for them; what is still out then becomes uncertain when the
	 * number is taken over
	 */
	async close(graceMs: number): Promise<void> {
		this.#isClosed = true;
		this.#wake.ring();
		await this.#parts.pacer.close();
		const patience = new AbortController();
		const settled = Promise.allSettled([this.#running, ...this.#inFlight]);
		await Promise.race([settled, this.#parts.clock.sleep(graceMs, patience.signal)]);
		patience.abort();
		this.#isLeft = true;
	}

	async #run(): Promise<void> {
		const { clock, logger, numberId, pacer } = this.#parts;
		while (!this.#isClosed) {
			try {
				await this.#untilRoom();
				const slots = await pacer.slot();
				const room = await this.#rate.room();
				if (this.#isClosed) return;
				this.#wake.silence();
				const dueAt = await this.#claim(slots, room);
				if (dueAt === 'again') continue;
				const pause = dueAt === null ? POLL_MS : Math.min(dueAt - clock.now(), POLL_MS);
				await this.#wake.wait(Math.max(pause, 0));
			} catch (error) {
				if (this.#isClosed) return;
				logger.error({ numberId, error: describe(error) }, 'outbox could not be read');
				await this.#wake.wait(STORE_PAUSE_MS);
			}
		}
	}

	async #untilRoom(): Promise<void> {
		while (this.#inFlight.size >= this.#parts.concurrency) await Promise.race(this.#inFlight);
	}

	/** @returns when to look again: a time, `null` for no idea, `again` for at once. */
	async #claim(slots: number, room: number): Promise<number | null | 'again'> {
		const { numberId, fence, store, recipientPace, concurrency, clock } = this.#parts;
		this.#isEmpty = false;
		const result = await store.claim({
			numberId,
			fence,
			limit: Math.min(slots, room, concurrency - this.#inFlight.size),
			pace: recipientPace,
			random: this.#parts.random(),
			now: clock.now(),
		});
		this.#parts.pacer.giveBack(slots - result.claimed.length);
		if (!result.isOwner) {
			this.#isClosed = true;
			this.#parts.onOwnershipLost();
			return null;
		}
		this.#isEmpty = result.isEmpty;
		this.#setPace(result.perSecond);
		for (const message of result.claimed) {
			const task = this.#handOver(message).finally(() => this.#inFlight.delete(task));
			this.#inFlight.add(task);
		}
		if (result.refused.length > 0) this.#parts.onSettled(result.refused);
		return result.claimed.length > 0 && !result.isEmpty ? 'again' : result.nextDueAt;
	}

	/** An edited credential takes effect here: it is read anew at each claim. */
	#setPace(perSecond: number): void {
		if (perSecond === this.#perSecond) return;
		this.#perSecond = perSecond;
		this.#parts.pacer.setPace(perSecond);
		this.#rate.setPace(perSecond);
	}

	async #handOver(message: HandOver): Promise<void> {
		this.#rate.note();
		let outcome: HandOverOutcome;
		try {
			outcome = await this.#parts.transport.send(message);
		} catch (error) {
			// A transport never throws; should one do so, nobody knows whether the message left.
			outcome = this.#broken(message, error);
		}
		if (outcome.kind === 'retry' && TOO_FAST.has(outcome.failure.name)) this.#rate.slowDown();
		const retryAt = this.#retryAt(outcome, message.attempt);
		await this.#settle(message.outboxId, outcome, retryAt);
		this.#parts.onSettled([message.outboxId]);
		if (retryAt !== null || !this.#isEmpty) this.#wake.ring();
	}

	#broken({ outboxId }: HandOver, error: unknown): HandOverOutcome {
		const { logger, numberId } = this.#parts;
		logger.error({ numberId, outboxId, error: describe(error) }, 'hand-over broke');
		return { kind: 'unknown', failure: UNEXPECTED };
	}

	#retryAt(outcome: HandOverOutcome, attempt: number): number | null {
		const now = this.#parts.clock.now();
		const random = this.#parts.random();
		switch (outcome.kind) {
			case 'retry':
				return now + (outcome.afterMs ?? backoffMs(attempt, random));
			case 'neverLeft':
				return now + backoffMs(attempt, random, AWAY_PAUSE_MS);
			case 'sent':
			case 'failed':
			case 'unknown':
				return null;
		}
	}

	/** The outcome is only in this process's memory: it is written until it is written. */
	async #settle(
		outboxId: string,
		outcome: HandOverOutcome,
		retryAt: number | null,
	): Promise<void> {
		const { store, fence, recipientPace: pace, clock, logger, numberId } = this.#parts;
		for (;;) {
			try {
				const now = clock.now();
				await store.settle({ numberId, outboxId, fence, outcome, retryAt, pace, now });
				return;
			} catch (error) {
				logger.error(
					{ numberId, outboxId, error: describe(error) },
					'outcome not written yet',
				);
				if (this.#isLeft) return;
				await clock.sleep(STORE_PAUSE_MS);
			}
		}
	}
}
