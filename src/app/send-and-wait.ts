import type { RecipientPace } from '../domain/caps/recipient-pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Draft, Store, WaitDraft, WaitResult } from '../ports/store.ts';
import type { SendRequest, SendResult } from './send.ts';

/** A message, and who waits for the reply to it. */
export type Question = Draft & { readonly wait: WaitDraft };

/** What a run does after it has sent a message whose reply it waits for. */
export type Asked =
	| Exclude<SendResult, { kind: 'outcome' }>
	| {
			readonly kind: 'waits';
			/** When the waiting ends at the very latest. */
			readonly until: number;
	  }
	/** It goes on at once. */
	| ({ readonly kind: 'ended'; readonly deduplicated: boolean } & WaitResult);

/** What sending and waiting needs. */
export interface SendAndWaitParts {
	readonly store: Pick<Store, 'beginWait'>;
	readonly clock: Clock;
	readonly recipientPace: RecipientPace;
	readonly send: (
		request: Pick<SendRequest, 'drafts' | 'stopOnFailure'>,
	) => Promise<readonly SendResult[]>;
	/** Told when a run has begun to wait. */
	readonly onWaiting: () => void;
}

/**
 * Sends a message, and says whether the run is to wait for the reply. A reply, or the end of the
 * waiting, that was quicker than the answer to the send is not waited for.
 *
 * @throws whatever sending throws
 */
export async function sendAndWait(parts: SendAndWaitParts, question: Question): Promise<Asked> {
	const { store, clock, recipientPace: pace } = parts;
	const [result] = await parts.send({ drafts: [question], stopOnFailure: true });
	if (result === undefined) return { kind: 'notTried' };
	if (result.kind !== 'outcome') return result;
	const { outcome, deduplicated } = result;
	const { outboxId } = outcome;
	const { run } = question.wait;
	const begun = await store.beginWait({ outboxId, run, now: clock.now(), pace });
	if (begun?.kind === 'ended') return { ...begun, deduplicated };
	if (begun?.kind === 'waits') {
		parts.onWaiting();
		return begun;
	}
	// Another run asks the same under the same key, and waits from now on.
	return { kind: 'ended', ending: 'notSent', outcome, reply: null, deduplicated: true };
}
