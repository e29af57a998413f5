import type { InboxItem } from '../domain/item.ts';
import type { Ending } from '../domain/wait.ts';
import type { Outcome } from './store-sending.ts';

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
