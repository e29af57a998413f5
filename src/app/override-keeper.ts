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
	readonly #wake: Wake;
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
		void this.#run(this.#watching.signal);
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
		if (!isOpenAgain()) await this.check();
	}

	/** Compares what is with what should be, and mends it. Never throws. */
	async check(): Promise<OverrideState> {
		const { override, store, phoneNumberId, verifyTokenOf, logger } = this.#parts;
		try {
			const known = await store.listReceivers({ phoneNumberId });
			const wanted = choose(known.filter((receiver) => !receiver.isRemoved));
			const current = await override.read();
			if (current !== null && !isOurs(current, known) && !this.takeOver) {
				return { kind: 'foreign', url: current };
			}
			if (wanted === null) {
				if (current !== null) await override.clear();
				return { kind: 'none' };
			}
			if (current !== wanted.url) {
				await override.set(wanted.url, verifyTokenOf(wanted.webhookId));
				logger.info({ phoneNumberId }, 'webhook address of the number set');
			}
			return { kind: 'ours', url: wanted.url };
		} catch (error) {
			return { kind: 'failed', error: isProblem(error) ? error : unexpected(error) };
		}
	}

	async #run(signal: AbortSignal): Promise<void> {
		let failures = 0;
		while (!signal.aborted) {
			const state = await this.check();
			if (state.kind === 'failed') {
				const { phoneNumberId } = this.#parts;
				const error = state.error.message;
				this.#parts.logger.warn({ phoneNumberId, error }, 'webhook address not set yet');
				await this.#wake.wait(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? HOUR_MS);
				failures += 1;
			} else {
				failures = 0;
				await this.#wake.wait(HOUR_MS);
			}
		}
	}
}

/** The oldest workflow in production; a test only where there is none. */
function choose(receivers: readonly Receiver[]): Receiver | null {
	return receivers.find((receiver) => receiver.mode === 'production') ?? receivers[0] ?? null;
}

/** An address is ours if its path holds a webhook id of ours, whatever host it was on. */
function isOurs(url: string, known: readonly Receiver[]): boolean {
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
