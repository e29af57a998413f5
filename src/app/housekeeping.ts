import { describe } from '../domain/problem.ts';
import { DAY_MS } from '../domain/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Random } from '../ports/random.ts';
import type { CutKind, Store } from '../ports/store.ts';

/** How long after the first trigger went to work it begins, in ms; up to twice as long by chance. */
const FIRST_MS = 5 * 60_000;

/** How many rows one transaction deletes at the most, and how long others then go first, in ms. */
const CHUNK = 500;
const PAUSE_MS = 50;

/** In the order in which they are cut: what goes first may hold what comes later. */
const KINDS: readonly CutKind[] = [
	'cursors',
	'events',
	'messages',
	'outbox',
	'ledger',
	'receivers',
	'erasures',
	'linkedSent',
];

/** What housekeeping works with. */
export interface HousekeepingParts {
	readonly store: Pick<Store, 'listWorkspaces' | 'touchCursors' | 'cut'>;
	readonly clock: Clock;
	readonly random: Random;
	readonly logger: Logger;
}

/**
 * Deletes day by day what was kept long enough, a little at a time, while a trigger is at work. One
 * per process; several processes on one store do it side by side and do no harm.
 */
export class Housekeeping {
	readonly #parts: HousekeepingParts;
	readonly #readers = new Map<string, number>();
	readonly #closing = new AbortController();
	#running: Promise<void> | null = null;

	constructor(parts: HousekeepingParts) {
		this.#parts = parts;
	}

	/**
	 * Notes that a trigger is at work: its place in the log is kept however little happens. The first
	 * one starts the housekeeping.
	 *
	 * @returns says that it has stopped; safe to call twice
	 */
	keep(consumer: string): () => void {
		const readers = this.#readers;
		readers.set(consumer, (readers.get(consumer) ?? 0) + 1);
		this.#running ??= this.#run();
		let isKept = true;
		return () => {
			if (!isKept) return;
			isKept = false;
			const left = (readers.get(consumer) ?? 1) - 1;
			if (left === 0) readers.delete(consumer);
			else readers.set(consumer, left);
		};
	}

	/** Resolves once the piece at hand is done. Safe to call twice. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { clock, random } = this.#parts;
		const { signal } = this.#closing;
		await clock.sleep(Math.round(FIRST_MS * (1 + random())), signal);
		while (!signal.aborted) {
			if (this.#isAtWork) await this.#tidy();
			await clock.sleep(DAY_MS, signal);
		}
	}

	/** At n8n's shutdown the triggers stop first. */
	get #isAtWork(): boolean {
		return !this.#closing.signal.aborted && this.#readers.size > 0;
	}

	/** What fails is tried again the next day. */
	async #tidy(): Promise<void> {
		const { store, clock, logger } = this.#parts;
		try {
			// First of all: whoever is at work must not be taken for gone.
			await store.touchCursors({ consumers: [...this.#readers.keys()], now: clock.now() });
			for (const workspaceId of await store.listWorkspaces({})) {
				for (const what of KINDS) await this.#cutAll(workspaceId, what);
			}
		} catch (error) {
			logger.error({ error: describe(error) }, 'housekeeping put off');
		}
	}

	async #cutAll(workspaceId: string, what: CutKind): Promise<void> {
		const { store, clock, logger } = this.#parts;
		const { signal } = this.#closing;
		let total = 0;
		try {
			while (this.#isAtWork) {
				const now = clock.now();
				const { cut } = await store.cut({ workspaceId, what, limit: CHUNK, now });
				if (cut === 0) break;
				total += cut;
				await clock.sleep(PAUSE_MS, signal);
			}
		} catch (error) {
			logger.error({ workspaceId, what, error: describe(error) }, 'not all was cut');
		}
		if (total > 0) logger.info({ workspaceId, what, rows: total }, 'old rows were cut');
	}
}
