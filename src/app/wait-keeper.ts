import { describe } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EndedWait, Store, WaitFate } from '../ports/store.ts';
import { Wake } from './wake.ts';

/**
 * What comes of telling a run to go on: it does; it is not there any more; it is at work, because
 * it has not begun to wait or somebody else told it; it could not just now; nobody answered.
 */
export type ResumeAnswer = 'resumed' | 'gone' | 'running' | 'failed' | 'away';

/** How often the waits are looked through when nothing rings, in ms. */
const POLL_MS = 5_000;

/** How often they are looked through at the most while messages come and go, in ms. */
const SCAN_PAUSE_MS = 1_000;
const STORE_PAUSE_MS = 1_000;

/** How many runs are told to go on at once. */
const PARALLEL = 10;

/** Distance of tries to tell a run, in ms; the last is repeated. */
const TRY_MS = [100, 250, 500, 1_000, 2_000] as const;

/**
 * After how long a run counts as gone, in ms: one that is at work sends its message for a minute at
 * the most; one that cannot go on has crashed; one that cannot be reached may be behind a wrong
 * address for ever, and the customer's message must not wait for it.
 */
const PATIENCE_MS: Readonly<Record<'running' | 'failed' | 'away', number>> = {
	running: 90_000,
	failed: 20_000,
	away: 600_000,
};

const LOST: Readonly<Record<'gone' | 'running' | 'failed' | 'away', string>> = {
	gone: 'run that waited for a reply is not there any more',
	running: 'run that waited for a reply went on by itself',
	failed: 'run that waited for a reply cannot go on: it has crashed',
	away: 'run that waited for a reply cannot be reached: check N8N_PROTOCOL, N8N_PORT and WEBHOOK_URL',
};

/** After these the waiting of some may be over. */
const CHANGES: ReadonlySet<string> = new Set([
	'receiveBatch',
	'claim',
	'settle',
	'cancel',
	'endDoubts',
]);

/** What the keeper works with. */
export interface WaitKeeperParts {
	readonly store: Pick<
		Store,
		'onCommit' | 'openWaits' | 'endWaits' | 'endedWaits' | 'settleWait'
	>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Tells a run to go on. Never rejects. */
	readonly resume: (wait: EndedWait) => Promise<ResumeAnswer>;
}

/**
 * Tells runs that wait for a reply to go on: when it has come, exactly when the time is up, and
 * when the message will never be sent. Several processes may do so: a run goes on once.
 */
export class WaitKeeper {
	readonly #parts: WaitKeeperParts;
	readonly #wake: Wake;
	readonly #closing = new AbortController();
	readonly #telling = new Set<string>();
	readonly #stopListening: () => void;
	#isStarted = false;
	#waiting = 0;
	#scannedAt = -Infinity;
	/** When the waits are looked through next. */
	#scanAt = -Infinity;

	constructor(parts: WaitKeeperParts) {
		this.#parts = parts;
		this.#wake = new Wake(parts.clock);
		this.#stopListening = parts.store.onCommit((what) => {
			const isNews = what === 'elsewhere' || (this.#waiting > 0 && CHANGES.has(what));
			if (isNews) this.#scanBy(this.#scannedAt + SCAN_PAUSE_MS);
		});
	}

	/** Begins, unless it has. */
	start(): void {
		if (this.#isStarted || this.#closing.signal.aborted) return;
		this.#isStarted = true;
		void this.#run();
	}

	/** A run has begun to wait: its time may be up before anything rings. */
	look(): void {
		this.#scanBy(-Infinity);
	}

	/** Tells nobody any more. Safe to call twice. */
	close(): void {
		this.#closing.abort();
		this.#stopListening();
		this.#wake.ring();
	}

	#scanBy(at: number): void {
		this.#scanAt = Math.min(this.#scanAt, at);
		this.#wake.ring();
	}

	async #run(): Promise<void> {
		const { clock, logger } = this.#parts;
		while (!this.#closing.signal.aborted) {
			try {
				if (clock.now() >= this.#scanAt) await this.#scan();
				await this.#tell();
				await this.#wake.wait(Math.max(this.#scanAt - clock.now(), 0));
			} catch (error) {
				logger.error({ error: describe(error) }, 'waiting runs could not be read');
				this.#scanAt = -Infinity;
				await this.#wake.wait(STORE_PAUSE_MS);
			}
		}
	}

	/** Ends the waiting of those whose time is up, or whose message will not be sent. */
	async #scan(): Promise<void> {
		const { store, clock } = this.#parts;
		const now = clock.now();
		this.#scannedAt = now;
		this.#scanAt = now + POLL_MS;
		const { waiting, over, nextAt } = await store.openWaits({ now });
		this.#waiting = waiting;
		if (over.length > 0) {
			await store.endWaits({ outboxIds: over, now });
			// There may be more than it gave at once.
			this.#scanAt = now;
		}
		this.#scanAt = Math.min(this.#scanAt, nextAt ?? Infinity);
	}

	async #tell(): Promise<void> {
		const limit = PARALLEL + this.#telling.size;
		for (const wait of await this.#parts.store.endedWaits({ limit })) {
			if (this.#telling.size >= PARALLEL) return;
			if (this.#telling.has(wait.outboxId)) continue;
			this.#telling.add(wait.outboxId);
			void this.#insist(wait).finally(() => {
				this.#telling.delete(wait.outboxId);
				this.#wake.ring();
			});
		}
	}

	async #insist(wait: EndedWait): Promise<void> {
		const { clock, resume } = this.#parts;
		const { signal } = this.#closing;
		const begun = clock.now();
		for (let tries = 0; !signal.aborted; tries += 1) {
			const answer = await resume(wait);
			if (answer === 'resumed') return await this.#settle(wait, 'resumed');
			if (answer === 'gone' || clock.now() - begun >= PATIENCE_MS[answer]) {
				return await this.#settle(wait, 'gone', LOST[answer]);
			}
			await clock.sleep(TRY_MS[Math.min(tries, TRY_MS.length - 1)] ?? 2_000, signal);
		}
	}

	/** What cannot be written now is found again, and asked for again. */
	async #settle({ outboxId, run }: EndedWait, fate: WaitFate, loss = ''): Promise<void> {
		const { store, clock, logger } = this.#parts;
		try {
			const settled = await store.settleWait({ outboxId, run, fate, now: clock.now() });
			// Another process may have told it, or it has asked: then it went on.
			if (settled.fate === 'gone') logger.warn({ outboxId }, loss);
		} catch (error) {
			logger.error({ outboxId, error: describe(error) }, 'waiting run not settled');
			await clock.sleep(STORE_PAUSE_MS, this.#closing.signal);
		}
	}
}
