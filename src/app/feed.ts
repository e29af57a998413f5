import type { EventType } from '../domain/event.ts';
import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { FeedEntry, Store } from '../ports/store.ts';
import { Delivery, type Emit, type RunsInFlight } from './delivery.ts';
import { Lanes } from './lanes.ts';
import { Wake } from './wake.ts';

/** How many events are held in memory at once. */
const READ_AHEAD = 200;
const PAGE = 100;

/** How often the log is looked at when nothing rings, in ms. */
const POLL_MS = 5_000;
const STORE_PAUSE_MS = 1_000;

/** The name under which a Trigger reads the log: moved to another workspace it begins anew there. */
export function consumerOf(holder: string, workspaceId: string): string {
	return `${holder}:${workspaceId}`;
}

/** What a trigger listens to, and how. */
export interface FeedOptions {
	/** Workflow, node and workspace: who reads. */
	readonly consumer: string;
	readonly workspaceId: string;
	/** `null` for all numbers of the workspace. */
	readonly numberId: string | null;
	readonly types: readonly EventType[];
	readonly includeRaw: boolean;
	/** `resume` goes on where the trigger stopped, `end` begins with what comes from now on. */
	readonly from: 'end' | 'resume';
	/** Whether a conversation's next event waits for the run before it. */
	readonly order: 'perConversation' | 'none';
	readonly maxWaitForPreviousMs: number;
	readonly maxParallelRuns: number;
	/** In queue mode a run that was started may live on another process: it gets no second attempt. */
	readonly runsElsewhere: boolean;
}

/** What a feed works with. */
export interface FeedParts {
	readonly store: Pick<
		Store,
		| 'openCursor'
		| 'readFeed'
		| 'beginDelivery'
		| 'getDelivery'
		| 'waitFate'
		| 'settleDelivery'
		| 'moveCursor'
		| 'onCommit'
	>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Shared by all feeds of the process. */
	readonly runs: RunsInFlight;
	readonly emit: Emit;
}

/**
 * Reads the log for one trigger and starts a run per event: each at least once, in order within a
 * conversation, a bounded number at a time, and on from the lowest unsettled event after a restart.
 */
export class Feed {
	readonly #parts: FeedParts;
	readonly #options: FeedOptions;
	readonly #wake: Wake;
	readonly #lanes: Lanes;
	/** Events that were read and are not settled, by their place in the log. */
	readonly #open = new Set<number>();
	readonly #stopListening: () => void;
	readonly #closing = new AbortController();
	#readUpTo = 0;
	#storedUpTo = 0;

	constructor(parts: FeedParts, options: FeedOptions) {
		this.#parts = parts;
		this.#options = options;
		this.#wake = new Wake(parts.clock);
		// A run that takes long, or hangs, must not keep the customer's next message waiting.
		this.#lanes = new Lanes(options.maxParallelRuns, async (end) => {
			const patience = new AbortController();
			await Promise.race([
				end,
				parts.clock.sleep(options.maxWaitForPreviousMs, patience.signal),
			]);
			patience.abort('ended');
		});
		const awaited: ReadonlySet<EventType> = new Set(options.types);
		this.#stopListening = parts.store.onCommit((what, numberId, told) => {
			if (told !== null && !told.some((type) => awaited.has(type))) return;
			// News of templates is told for one number of the account, and is news of all.
			const about = what === 'noteTemplates' ? null : numberId;
			const own = options.numberId;
			if (about === null || own === null || about === own) this.#wake.ring();
		});
	}

	/**
	 * Finds its place in the log and begins to read.
	 *
	 * @throws TeamError `storeUnavailable`
	 */
	async start(): Promise<void> {
		const { consumer, workspaceId, from } = this.#options;
		const now = this.#parts.clock.now();
		const { position } = await this.#parts.store.openCursor({
			consumer,
			workspaceId,
			from,
			now,
		});
		this.#readUpTo = position;
		this.#storedUpTo = position;
		void this.#read();
	}

	/** Reads no more. Runs that were begun are still settled when they end. Safe to call twice. */
	close(): void {
		this.#closing.abort();
		this.#stopListening();
		this.#lanes.close();
		this.#wake.ring();
	}

	async #read(): Promise<void> {
		let isQuiet = false;
		while (!this.#closing.signal.aborted) {
			try {
				if (this.#open.size < READ_AHEAD && (await this.#readPage())) continue;
				if (isQuiet) await this.#moveCursor();
				isQuiet = !(await this.#wake.wait(POLL_MS));
			} catch (error) {
				const { consumer } = this.#options;
				this.#parts.logger.error(
					{ consumer, error: describe(error) },
					'log could not be read',
				);
				await this.#wake.wait(STORE_PAUSE_MS);
			}
		}
	}

	/** @returns whether there may be more. */
	async #readPage(): Promise<boolean> {
		this.#wake.silence();
		const { consumer, workspaceId, numberId, types, includeRaw } = this.#options;
		const { entries, readUpTo } = await this.#parts.store.readFeed({
			consumer,
			workspaceId,
			numberId,
			types,
			includeRaw,
			after: this.#readUpTo,
			limit: PAGE,
		});
		if (this.#closing.signal.aborted) return false;
		this.#readUpTo = readUpTo;
		for (const entry of entries) {
			if (entry.delivery?.state !== 'settled') this.#schedule(entry);
		}
		return entries.length === PAGE;
	}

	/** Events that are none of the trigger's business are passed when there is nothing else to do. */
	async #moveCursor(): Promise<void> {
		if (this.#open.size > 0 || this.#readUpTo === this.#storedUpTo) return;
		const { consumer } = this.#options;
		const position = this.#readUpTo;
		await this.#parts.store.moveCursor({ consumer, position, now: this.#parts.clock.now() });
		this.#storedUpTo = position;
	}

	#schedule(entry: FeedEntry): void {
		const { order, consumer, runsElsewhere } = this.#options;
		this.#open.add(entry.seq);
		const lane = order === 'perConversation' ? entry.conversationId : entry.item.eventId;
		const closing = this.#closing.signal;
		const delivery = new Delivery(this.#parts, { consumer, runsElsewhere, closing }, entry);
		this.#lanes.add(lane, () => delivery.run(() => this.#settle(entry)));
	}

	async #settle(entry: FeedEntry): Promise<void> {
		const { store, clock, logger } = this.#parts;
		const { consumer } = this.#options;
		const wasFull = this.#open.size >= READ_AHEAD;
		this.#open.delete(entry.seq);
		const position = this.#open.size === 0 ? this.#readUpTo : Math.min(...this.#open) - 1;
		const eventId = entry.item.eventId;
		try {
			await store.settleDelivery({ consumer, eventId, position, now: clock.now() });
			this.#storedUpTo = Math.max(this.#storedUpTo, position);
		} catch (error) {
			// Left open in the store: after a restart it counts as a run that died.
			logger.error({ consumer, eventId, error: describe(error) }, 'delivery not settled');
		}
		if (wasFull) this.#wake.ring();
	}
}
