import { describe, isProblem, problem, type TeamError } from '../domain/problem.ts';
import { HOUR_MS } from '../domain/window.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Receiver, Store } from '../ports/store.ts';
import type { WebhookOverride } from '../ports/transport.ts';
import { Wake } from './wake.ts';

/** How long the address is kept after the last receiver went: a workflow is often just edited. */
const KEEP_MS = 60_000;

/** Distance of tries after Meta refused or was away, in ms. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000] as const;

/** Where Meta delivers the webhooks of a number, as far as we know. */
export type OverrideState =
	| { readonly kind: 'ours'; readonly url: string }
	/** Somebody else's address is set on the number; it is left alone. */
	| { readonly kind: 'foreign'; readonly url: string }
	/** None is set, and none is needed. */
	| { readonly kind: 'none' }
	| { readonly kind: 'failed'; readonly error: TeamError };

/** What a keeper works with. */
export interface OverrideParts {
	readonly phoneNumberId: string;
	readonly store: Pick<Store, 'listReceivers'>;
	readonly override: WebhookOverride;
	/** The token that Meta has to show at this webhook. */
	readonly verifyTokenOf: (webhookId: string) => string;
	readonly clock: Clock;
	readonly logger: Logger;
}

/**
 * Keeps the webhook address of one number on the oldest workflow that receives for it. An address
 * that is not one of ours is never replaced unless `takeOver` is set.
 */
export class OverrideKeeper {
	readonly #parts: OverrideParts;
	#wake: Wake;
	#watching: AbortController | null = null;
	/** Whether an address of somebody else may be replaced. */
	takeOver = false;

	constructor(parts: OverrideParts) {
		this.#parts = parts;
		this.#wake = new Wake(parts.clock);
	}

	/** Looks at once, after each {@link receiversChanged} and every hour. */
	start(): void {
		this.close();
		this.#watching = new AbortController();
		// A bell of its own: the run before this one may still be asking Meta.
		this.#wake = new Wake(this.#parts.clock);
		void this.#run(this.#watching.signal, this.#wake);
	}

	/** A receiver came or went. */
	receiversChanged(): void {
		this.#wake.ring();
	}

	/** Looks no more until started again. Safe to call twice. */
	close(): void {
		this.#watching?.abort();
		this.#wake.ring();
	}

	/**
	 * After the number was closed: takes the address back if within a minute nobody receives for it
	 * any more.
	 */
	async retire(isOpenAgain: () => boolean): Promise<void> {
		await this.#parts.clock.sleep(KEEP_MS);
		if (!isOpenAgain()) await this.#mend({ isKeptOver: true });
	}

	/**
	 * Compares what is with what should be, and mends it. An address of ours for which nobody
	 * receives any more is left for now: see {@link KEEP_MS}. Never throws.
	 */
	async check(): Promise<OverrideState> {
		return (await this.#mend({ isKeptOver: false })).state;
	}

	/** @param isKeptOver whether an address of ours that leads nowhere has been kept long enough */
	async #mend({ isKeptOver }: { readonly isKeptOver: boolean }): Promise<Mended> {
		const { override, store, phoneNumberId, verifyTokenOf, logger } = this.#parts;
		try {
			const known = await store.listReceivers({ phoneNumberId });
			const wanted = choose(known.filter((receiver) => !receiver.isRemoved));
			const current = await override.read();
			const isForeign = current !== null && !isOurs(current, known);
			if (isForeign && (wanted === null || !this.takeOver)) {
				return { state: { kind: 'foreign', url: current }, isUnused: false };
			}
			if (wanted === null) {
				if (current === null) return { state: { kind: 'none' }, isUnused: false };
				if (!isKeptOver) return { state: { kind: 'ours', url: current }, isUnused: true };
				await override.clear();
				return { state: { kind: 'none' }, isUnused: false };
			}
			if (current !== wanted.url) {
				await override.set(wanted.url, verifyTokenOf(wanted.webhookId));
				logger.info({ phoneNumberId }, 'webhook address of the number set');
			}
			return { state: { kind: 'ours', url: wanted.url }, isUnused: false };
		} catch (error) {
			const failure = isProblem(error) ? error : unexpected(error);
			return { state: { kind: 'failed', error: failure }, isUnused: false };
		}
	}

	async #run(signal: AbortSignal, bell: Wake): Promise<void> {
		const { clock, logger, phoneNumberId } = this.#parts;
		let failures = 0;
		let keptUntil: number | null = null;
		while (!signal.aborted) {
			const isKeptOver = keptUntil !== null && clock.now() >= keptUntil;
			const { state, isUnused } = await this.#mend({ isKeptOver });
			if (signal.aborted) return;
			if (state.kind === 'failed') {
				logger.warn(
					{ phoneNumberId, error: state.error.message },
					'webhook address not set yet',
				);
				await bell.wait(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? HOUR_MS);
				failures += 1;
				continue;
			}
			failures = 0;
			keptUntil = isUnused ? (keptUntil ?? clock.now() + KEEP_MS) : null;
			await bell.wait(keptUntil === null ? HOUR_MS : keptUntil - clock.now());
		}
	}
}

/** What was found and done. */
interface Mended {
	readonly state: OverrideState;
	/** Whether the address is ours and nobody receives for it any more. */
	readonly isUnused: boolean;
}

/** The oldest workflow in production; a test only where there is none. */
function choose(receivers: readonly Receiver[]): Receiver | null {
	return receivers.find((receiver) => receiver.mode === 'production') ?? receivers[0] ?? null;
}

/** An address is ours if its path holds a webhook id of ours, whatever host it was on. */
export function isOurs(url: string, known: readonly Receiver[]): boolean {
	return known.some((receiver) => url.includes(`/${receiver.webhookId}/`));
}

function unexpected(error: unknown): TeamError {
	return problem(
		'remoteUnreachable',
		`The webhook address could not be set: ${describe(error)}`,
		'It is tried again by itself.',
		{ cause: error },
	);
}
