import type { RecipientPace } from '../../domain/caps/recipient-pace.ts';
import type { InboxItem } from '../../domain/item.ts';
import type { Ending } from '../../domain/wait.ts';
import type { Outcome } from './sending.ts';

/** A run that waits for the reply to a message. */
export interface WaitDraft {
	/** No other run has this name, and a wait of an earlier run ends when the next one takes over. */
	readonly run: string;
	readonly workflowId: string;
	/** The workflow that called it as a sub-workflow, `null` if none did. */
	readonly parentWorkflowId: string | null;
	/** Whether somebody tries it out in the editor: then it takes nothing away from production. */
	readonly isTest: boolean;
	/** Where the run is told to go on; sealed. */
	readonly address: string;
	/** How long after the hand-over a reply may come, in ms. */
	readonly withinMs: number;
}

/** Which run waits for the reply to which message. */
export interface WaitKey {
	readonly outboxId: string;
	readonly run: string;
}

/** A wait that has ended, and whose run has not gone on yet. */
export interface EndedWait extends WaitKey {
	readonly address: string;
	readonly ending: Ending;
}

/** What a run goes on with. */
export interface WaitResult {
	readonly ending: Ending;
	/** What became of the question. */
	readonly outcome: Outcome;
	/** What a Trigger emits for the reply; `null` unless there is one. */
	readonly reply: Omit<InboxItem, 'attempt'> | null;
}

/** Whether a run waits from now on, or what it goes on with at once. */
export type WaitBegun =
	| {
			readonly kind: 'waits';
			/** When the waiting ends at the very latest. */
			readonly until: number;
	  }
	| ({ readonly kind: 'ended' } & WaitResult);

/** What is known of all who wait. */
export interface OpenWaits {
	/** How many wait for a reply. */
	readonly waiting: number;
	/** Those of them whose waiting is over, a hundred at the most. */
	readonly over: readonly string[];
	/** When the waiting of the next one ends if nothing happens, `null` if none waits. */
	readonly nextAt: number | null;
}

/** What became of a run that waited: whether it went on, and if it was still there. */
export type WaitFate = 'resumed' | 'gone';

/** Runs that wait for the reply to a message. See `StoreOperations`. */
export interface WaitOperations {
	/**
	 * Says, once a message has been sent or waits, whether its run is to wait for the reply. If the
	 * waiting has ended already, the run goes on at once and counts as resumed.
	 *
	 * @returns `null` if the message is no longer waited for by this run
	 */
	beginWait(
		input: WaitKey & { readonly now: number; readonly pace: RecipientPace },
	): Promise<WaitBegun | null>;
	/** Those whose waiting has ended and who have not gone on. */
	endedWaits(input: { readonly limit: number }): Promise<readonly EndedWait[]>;
	/** All who wait, and whose waiting is over. */
	openWaits(input: { readonly now: number }): Promise<OpenWaits>;
	/** Ends the waiting of those of these whose waiting is over. */
	endWaits(input: {
		readonly outboxIds: readonly string[];
		readonly now: number;
	}): Promise<{ readonly ended: number }>;
	/**
	 * What a run goes on with that was told to. It may ask again until the wait is settled.
	 *
	 * @returns `null` if this run has nothing to go on with
	 */
	callWait(
		input: WaitKey & { readonly now: number; readonly pace: RecipientPace },
	): Promise<WaitResult | null>;
	/** Notes that a run went on, or that it has gone: one that had asked before has gone on. */
	settleWait(
		input: WaitKey & { readonly fate: WaitFate; readonly now: number },
	): Promise<{ readonly fate: WaitFate | null }>;
	/** Whether the run that waited for the reply to a message went on with it; `open` for now. */
	waitFate(input: { readonly outboxId: string }): Promise<WaitFate | 'open'>;
}
