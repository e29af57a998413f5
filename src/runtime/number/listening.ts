import { consumerOf, Feed, type FeedOptions } from '../../app/feed.ts';
import type { Emit } from '../../app/delivery.ts';
import type { OpenNumber } from '../../app/open-number.ts';
import type { OverrideState } from '../../app/override-keeper.ts';
import { NO_FILTER, type ItemFilter } from '../../domain/item-filter.ts';
import type { TeamNumber } from '../../domain/number/number.ts';
import { describe, isProblem, problem } from '../../domain/problem.ts';
import { bindNumber, knownNumber } from '../credential/binding.ts';
import { filtered } from '../expression/filtered.ts';
import { openNumber } from './open-a-number.ts';
import type { CredentialSource } from '../credential/credential.ts';
import type { Office } from '../office.ts';
import { enterWorkspace } from '../credential/workspace.ts';

/** Distance of tries to open a number, in ms; the last is repeated. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000] as const;

/** How often it is looked whether the credential says something new, where nothing happens, in ms. */
const NOTE_MS = 600_000;

/** What a Trigger listens to. */
export interface ListenRequest {
	/** Workflow and node: stable over restarts. */
	readonly holder: string;
	readonly credential: CredentialSource;
	readonly scope: 'number' | 'workspace';
	/** Replaces a webhook address of somebody else. */
	readonly takeOverWebhook: boolean;
	readonly feed: Omit<FeedOptions, 'consumer' | 'workspaceId' | 'numberId' | 'runsElsewhere'>;
	/** What starts no run is settled all the same. Default: everything passes. */
	readonly filter?: ItemFilter;
	readonly emit: Emit;
}

/** A Trigger at work: keeps its number open and starts its runs, whatever the weather. */
export class Listening {
	readonly #office: Office;
	readonly #request: ListenRequest;
	readonly #closing = new AbortController();
	#first: { resolve(): void; reject(error: unknown): void } | null = null;
	readonly #firstTry: Promise<void>;
	#number: TeamNumber | null = null;
	#open: OpenNumber | null = null;
	#feed: Feed | null = null;
	#letGo: (() => void) | null = null;

	constructor(office: Office, request: ListenRequest) {
		this.#office = office;
		this.#request = request;
		this.#firstTry = new Promise((resolve, reject) => {
			this.#first = { resolve, reject };
		});
		this.#firstTry.catch(() => undefined);
		void this.#run();
	}

	/**
	 * Waits for the first try, where a person is waiting: Meta is asked and its refusal thrown.
	 *
	 * @throws TeamError `remoteRefused`, `invalidCredential`
	 */
	async firstTry(): Promise<void> {
		await this.#firstTry;
	}

	/**
	 * Looks at the webhook address of the number once more. `null` while the number is not open, and
	 * for a linked number, which has none.
	 */
	async checkWebhook(): Promise<OverrideState | null> {
		return (await this.#open?.override?.check()) ?? null;
	}

	/** Stops reading at once; the number closes when nobody else holds it. Safe to call twice. */
	async close(): Promise<void> {
		this.#closing.abort();
		this.#feed?.close();
		this.#letGo?.();
		if (this.#number !== null) {
			await this.#office.engine.release(this.#number.id, this.#request.holder);
		}
	}

	async #run(): Promise<void> {
		const { signal } = this.#closing;
		for (let tries = 0; !signal.aborted; tries += 1) {
			try {
				await this.#start();
				this.#first?.resolve();
				return;
			} catch (error) {
				const { holder } = this.#request;
				this.#first?.reject(error);
				this.#office.logger.warn({ holder, error: describe(error) }, 'number not open yet');
				const pause = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 60_000;
				await this.#office.clock.sleep(pause, signal);
			}
		}
	}

	async #start(): Promise<void> {
		const office = this.#office;
		const { holder, scope } = this.#request;
		const credential = await this.#request.credential();
		await enterWorkspace(office, credential);
		await this.#checkFilter();
		const consumer = consumerOf(holder, credential.workspace);
		this.#keep(consumer);
		const number = await bindNumber(office, credential);
		office.accessOf(number.id).add(holder, this.#request.credential);
		const open = await openNumber(office, number, credential);
		if (this.#closing.signal.aborted) return;
		this.#number = number;
		this.#open = office.engine.hold(number, holder, open);
		const { override } = this.#open;
		if (override !== null && this.#request.takeOverWebhook) override.takeOver = true;
		override?.receiversChanged();
		void this.#keepNoted();
		office.waits.start();
		if (this.#request.feed.types.length === 0) return;
		const { store, clock, logger, runs } = office;
		const emit = filtered(this.#request.emit, this.#request.filter ?? NO_FILTER, office);
		this.#feed = new Feed(
			{ store, clock, logger, runs, emit },
			{
				...this.#request.feed,
				consumer,
				workspaceId: credential.workspace,
				numberId: scope === 'number' ? number.id : null,
				runsElsewhere: office.host.isQueueMode,
			},
		);
		await this.#feed.start();
	}

	/** A filter that nothing can pass is told to whoever publishes it. */
	async #checkFilter(): Promise<void> {
		const { expression } = this.#request.filter ?? NO_FILTER;
		if (expression !== '') await this.#office.expressions.evaluate(expression, {});
	}

	/** What a credential says counts as long as it is in use. */
	async #keepNoted(): Promise<void> {
		const { clock, logger } = this.#office;
		const { signal } = this.#closing;
		const { holder, credential } = this.#request;
		for (;;) {
			await clock.sleep(NOTE_MS, signal);
			if (signal.aborted) return;
			try {
				await knownNumber(this.#office, await credential());
			} catch (error) {
				logger.warn({ holder, error: describe(error) }, 'credential not read anew');
			}
		}
	}

	/** Its place in the log is kept as long as it is at work, also while the number cannot be opened. */
	#keep(consumer: string): void {
		this.#letGo?.();
		if (this.#closing.signal.aborted) {
			this.#letGo = null;
			return;
		}
		const lets = [this.#office.housekeeping.keep(consumer), this.#office.timer.keep()];
		this.#letGo = () => lets.forEach((letGo) => letGo());
	}
}

/** The refusal that a webhook state means to somebody who has just published a workflow. */
export function webhookRefusal(state: OverrideState) {
	switch (state.kind) {
		case 'ours':
		case 'none':
			return null;
		case 'foreign':
			return problem(
				'remoteRefused',
				`Webhooks of this number go to another address: ${hostOf(state.url)}`,
				"Take that address off the number, or switch on the option 'Take Over Webhook' of the Trigger.",
			);
		case 'failed':
			return isProblem(state.error) && state.error.code === 'remoteRefused'
				? state.error
				: null;
	}
}

function hostOf(url: string): string {
	return URL.parse(url)?.host ?? 'an address that cannot be read';
}
