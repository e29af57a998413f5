import type { StatusUpdate } from '../../../domain/message.ts';
import { describe, isProblem } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedNews } from '../../../ports/linked.ts';
import type { Logger } from '../../../ports/logger.ts';
import { atMost } from '../at-most.ts';
import { batchLength, newsOf, slotsOf, type Arrival, type Counts } from './batch.ts';
import type { Journal, Slot } from './journal.ts';
import type { ReadMessage } from './message.ts';
import { Recent } from './recent.ts';

/** Pauses between tries to store, in ms; the last is repeated. */
const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000] as const;

/** How often something is tried that the store is there for, and does not take. */
const TRIES = 3;

/**
 * How long what comes after a batch is gathered, in ms: in a backlog messages come one by one, and
 * each batch is a transaction of the book.
 */
const GATHER_MS = 25;

/** How many messages are remembered, so that one that comes by two ways is taken once. */
const REMEMBERED = 1_000;

const NO_COUNTS: Counts = { unreadable: 0, groupIgnored: 0 };

/** What an inbox works with. */
export interface InboxParts {
	readonly numberId: string;
	readonly journal: Journal;
	/** See `LinkedConnectionParts.deliver`. */
	readonly deliver: (news: LinkedNews) => Promise<void>;
	readonly clock: Clock;
	readonly logger: Logger;
}

/**
 * Brings what came in into the book, in its order: one after another, and all that waits at once.
 * While the store is away it waits.
 */
export class Inbox {
	readonly #parts: InboxParts;
	readonly #waiting: Arrival[] = [];
	readonly #recent = new Recent(REMEMBERED);
	readonly #end = new AbortController();
	/** Aborted when nothing is gathered any more. */
	readonly #hurry = new AbortController();
	#counts = NO_COUNTS;
	#running: Promise<void> | null = null;

	constructor(parts: InboxParts) {
		this.#parts = parts;
	}

	/** Takes a message in. @param slot its place in the journal */
	add(read: ReadMessage, slot: Slot | null): void {
		switch (read.kind) {
			case 'message':
			case 'recorded':
				if (!this.#recent.add(nameOf(read))) break;
				this.#waiting.push({ kind: 'message', read, slot });
				this.#kick();
				return;
			case 'group':
				this.countGroup();
				break;
			case 'unreadable':
				this.#count({ unreadable: 1 });
				break;
			case 'nothing':
				break;
		}
		if (slot !== null) this.#parts.journal.settle([slot]);
	}

	/** Takes news of messages of ours in. */
	addStatuses(statuses: readonly StatusUpdate[]): void {
		if (statuses.length === 0) return;
		for (const status of statuses) this.#waiting.push({ kind: 'status', status });
		this.#kick();
	}

	/** A part of the history has come. @param progress how much of all that is, in percent */
	addHistory(progress: number | null): void {
		this.#waiting.push({ kind: 'history', progress });
		this.#kick();
	}

	/** Counts what belongs to many. It goes with the next news. */
	countGroup(): void {
		this.#count({ groupIgnored: 1 });
	}

	/**
	 * Stores what has come in, for a while. What is left is in the journal.
	 *
	 * @param graceMs how long it may take
	 */
	async close(graceMs: number): Promise<void> {
		this.#hurry.abort();
		const { unreadable, groupIgnored } = this.#counts;
		if (unreadable + groupIgnored > 0) this.#kick();
		await atMost(this.#parts.clock, graceMs, this.#running ?? Promise.resolve());
		this.#end.abort();
	}

	#count({ unreadable = 0, groupIgnored = 0 }: Partial<Counts>): void {
		this.#counts = {
			unreadable: this.#counts.unreadable + unreadable,
			groupIgnored: this.#counts.groupIgnored + groupIgnored,
		};
	}

	#kick(): void {
		this.#running ??= this.#run();
	}

	async #run(): Promise<void> {
		do {
			const batch = this.#waiting.splice(0, batchLength(this.#waiting));
			const counts = this.#counts;
			this.#counts = NO_COUNTS;
			await this.#store(batch, counts);
			await this.#parts.clock.sleep(GATHER_MS, this.#hurry.signal);
		} while (this.#waiting.length > 0 && !this.#end.signal.aborted);
		this.#running = null;
	}

	async #store(batch: readonly Arrival[], counts: Counts): Promise<void> {
		if (await this.#isStored(batch, counts)) {
			this.#parts.journal.settle(slotsOf(batch));
			return;
		}
		if (this.#end.signal.aborted) return;
		if (batch.length > 1) {
			// One of them is the trouble: the others shall not suffer for it.
			this.#count(counts);
			for (const arrival of batch) await this.#store([arrival], NO_COUNTS);
			return;
		}
		const { logger, numberId, journal } = this.#parts;
		logger.error({ numberId }, 'something that came in cannot be stored, and is left out');
		this.#count({ unreadable: batch.length });
		journal.settle(slotsOf(batch));
	}

	/** Tries as long as the store is away, and some times if it refuses. */
	async #isStored(batch: readonly Arrival[], counts: Counts): Promise<boolean> {
		const { deliver, clock, logger, numberId } = this.#parts;
		const { signal } = this.#end;
		let refused = 0;
		for (let tries = 0; !signal.aborted && refused < TRIES; tries += 1) {
			try {
				await deliver(newsOf(batch, counts));
				return true;
			} catch (error) {
				if (!isProblem(error) || error.code !== 'storeUnavailable') refused += 1;
				logger.warn({ numberId, tries, error: describe(error) }, 'news not stored yet');
				await clock.sleep(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0, signal);
			}
		}
		return false;
	}
}

function nameOf({ kind, message }: Extract<ReadMessage, { kind: 'message' | 'recorded' }>): string {
	const [first] = kind === 'message' ? message.sender : message.contact;
	return `${kind} ${first?.value ?? ''} ${message.providerId}`;
}
