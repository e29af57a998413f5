import { describe, isProblem, problem, type TeamError } from '../../../domain/problem.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LinkedKeyChange, LinkedKeys } from '../../../ports/linked.ts';
import type { Logger } from '../../../ports/logger.ts';
import { KeyCache } from './key-cache.ts';

/** Most of what is kept at hand of one number, in characters: the sessions of some 200 contacts. */
const CACHE_CHARACTERS = 500_000;

/** Kinds that are read once, or hardly ever: they would only drive others out. */
const NOT_CACHED: ReadonlySet<string> = new Set(['creds', 'pre-key', 'sent', 'inbox', 'upload']);

/** Pauses between tries while the store is away, in ms; the last is repeated. */
const PAUSES_MS = [100, 250, 500, 1_000, 2_000] as const;

/** How long a change that is in no hurry waits for another to go with, in ms. */
const DEFER_MS = 2_000;

/** What a box works with. */
export interface KeyBoxParts {
	readonly numberId: string;
	readonly keys: LinkedKeys;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Told once, before anybody else learns of it, if another process owns the number by now. */
	readonly onFenced: () => void;
	/** How long the store may be away before {@link onStoreAway} is told, once each time, in ms. */
	readonly patienceMs: number;
	readonly onStoreAway: () => void;
}

/**
 * The keys of one number, as its only owner holds them: what is known is not read again, what is
 * written at the same time goes together, in the order in which it came. While the store is away
 * everybody waits: a message whose keys were not written must not count as received.
 */
export class KeyBox {
	readonly #parts: KeyBoxParts;
	readonly #cache = new KeyCache(CACHE_CHARACTERS);
	readonly #end = new AbortController();
	/** Reads and writes one after another, so that a read never brings back what was overwritten. */
	#line: Promise<unknown> = Promise.resolve();
	#waiting: LinkedKeyChange[] = [];
	#nextWrite: Promise<void> | null = null;
	#deferred: LinkedKeyChange[] = [];
	#isFlushing = false;
	#isFenced = false;

	constructor(parts: KeyBoxParts) {
		this.#parts = parts;
	}

	/**
	 * Finds values; what is not known is left out.
	 *
	 * @throws TeamError `notOwner` once the box is closed
	 */
	async get(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
		const found = new Map<string, string>();
		const missing = NOT_CACHED.has(kind)
			? ids
			: ids.filter((id) => !this.#atHand(kind, id, found));
		if (missing.length === 0) return found;
		await this.#inLine(async () => {
			const read = await this.#tirelessly(() => this.#parts.keys.read(kind, missing));
			for (const id of missing) {
				const value = read.get(id);
				if (value !== undefined) found.set(id, value);
				if (!NOT_CACHED.has(kind)) this.#cache.set(kind, id, value ?? null);
			}
		});
		return found;
	}

	/**
	 * Writes values, committed when it resolves.
	 *
	 * @throws TeamError `notOwner` if another process owns the number, or the box is closed
	 */
	set(changes: readonly LinkedKeyChange[]): Promise<void> {
		if (changes.length === 0) return Promise.resolve();
		this.#waiting.push(...changes);
		this.#nextWrite ??= this.#inLine(() => {
			this.#nextWrite = null;
			return this.#write();
		});
		return this.#nextWrite;
	}

	/** Writes values with the next that are written, or in two seconds. */
	defer(changes: readonly LinkedKeyChange[]): void {
		this.#deferred.push(...changes);
		if (!this.#isFlushing) void this.#flushLater();
	}

	/** Deletes everything. @throws TeamError `notOwner` */
	async wipe(): Promise<void> {
		this.#deferred = [];
		await this.#inLine(() => this.#tirelessly(() => this.#parts.keys.wipe()));
		this.#cache.clear();
	}

	/** Writes what waits, what is in no hurry too. Resolves also if it cannot be written. */
	async settled(): Promise<void> {
		if (this.#deferred.length > 0)
			await this.#inLine(() => this.#write()).catch(() => undefined);
		await this.#line;
	}

	/** Whoever waits is told that nothing was written. Safe to call twice. */
	close(): void {
		this.#end.abort();
	}

	/** @returns whether something is known of it; a value goes into `found` */
	#atHand(kind: string, id: string, found: Map<string, string>): boolean {
		const value = this.#cache.get(kind, id);
		if (typeof value === 'string') found.set(id, value);
		return value !== undefined;
	}

	async #write(): Promise<void> {
		const changes = [...this.#deferred, ...this.#waiting];
		this.#deferred = [];
		this.#waiting = [];
		if (changes.length === 0) return;
		await this.#tirelessly(() => this.#parts.keys.write(changes));
		for (const { kind, id, value } of changes) {
			if (!NOT_CACHED.has(kind)) this.#cache.set(kind, id, value);
		}
	}

	async #flushLater(): Promise<void> {
		this.#isFlushing = true;
		await this.#parts.clock.sleep(DEFER_MS, this.#end.signal);
		this.#isFlushing = false;
		if (this.#deferred.length === 0 || this.#end.signal.aborted) return;
		await this.#inLine(() => this.#write()).catch(() => undefined);
	}

	#inLine<T>(task: () => Promise<T>): Promise<T> {
		const result = this.#line.then(task);
		this.#line = result.catch(() => undefined);
		return result;
	}

	/** Tries until it succeeds, the box is closed, or the number is another process's. */
	async #tirelessly<T>(act: () => Promise<T>): Promise<T> {
		const { clock, logger, numberId, onStoreAway, patienceMs } = this.#parts;
		const { signal } = this.#end;
		const since = clock.now();
		for (let tries = 0; !signal.aborted; tries += 1) {
			try {
				return await act();
			} catch (error) {
				if (isProblem(error) && error.code === 'notOwner') this.#fenced();
				else {
					logger.warn({ numberId, tries, error: describe(error) }, 'keys not kept yet');
					const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
					const waited = clock.now() - since;
					if (waited < patienceMs && waited + pause >= patienceMs) onStoreAway();
					await clock.sleep(pause, signal);
				}
			}
		}
		throw ended();
	}

	#fenced(): void {
		// First the socket: what cannot be kept must neither be acknowledged nor refused.
		if (!this.#isFenced) this.#parts.onFenced();
		this.#isFenced = true;
		this.#end.abort();
	}
}

function ended(): TeamError {
	return problem(
		'notOwner',
		'The keys of the number are not written any more: its connection has ended',
		'Nothing is to be done: whoever owns the number goes on.',
	);
}
