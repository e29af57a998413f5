import { OutcomeWatch } from '../../../src/app/outcome-watch.ts';
import {
	send,
	SEND_WAIT_MS,
	type SendParts,
	type SendRequest,
	type SendResult,
} from '../../../src/app/send.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../src/domain/caps/recipient-pace.ts';
import type { Draft } from '../../../src/ports/store.ts';
import { pumpRig, type PumpRig } from './pump-rig.ts';
import type { TestStore } from './test-store.ts';

/** A run that sends, over the real store and a pump at work. */
export interface SendRig extends PumpRig {
	/** Sends drafts; the promise resolves while the clock is turned. */
	send(drafts: readonly Draft[], changes?: Partial<SendRequest>): Promise<readonly SendResult[]>;
	/** Who is asked to send for a number. */
	callSender: SendParts['callSender'];
}

/**
 * Builds a rig.
 *
 * @param pumpAt whether the pump runs `here`, `elsewhere` (nobody hears of its outcomes once it is
 * started) or, before it is started, nowhere
 */
export async function sendRig(
	book: TestStore,
	pumpAt: 'here' | 'elsewhere' = 'here',
): Promise<SendRig> {
	let watch: OutcomeWatch | null = null;
	const rig = await pumpRig(book, {
		onSettled: (ids) => {
			if (pumpAt === 'here') watch?.notify(ids);
		},
	});
	const { clock, pump, team } = rig;
	const outcomes = new OutcomeWatch(clock);
	watch = outcomes;
	if (pumpAt === 'here') await rig.start();
	const sending: SendRig = {
		...rig,
		callSender() {
			pump.wake();
			return Promise.resolve(true);
		},
		async send(drafts, changes = {}) {
			const parts = {
				store: book.store,
				watch: outcomes,
				recipientPace: CLOUD_RECIPIENT_PACE,
				clock,
				callSender: sending.callSender,
			};
			const results = send(parts, {
				workspaceId: team.workspaceId,
				numberId: team.numberId,
				drafts,
				stopOnFailure: true,
				waitMs: SEND_WAIT_MS,
				...changes,
			});
			await clock.settle();
			return await results;
		},
	};
	return sending;
}

/** Results in a word or two each: `sent`, `failed: name`, `sent (again)`. */
export function inWords(results: readonly SendResult[]): readonly string[] {
	return results.map((result) => {
		if (result.kind === 'held') return `held: ${result.outcome.reason ?? ''}`;
		if (result.kind !== 'outcome') {
			return result.kind === 'notTried' ? 'not tried' : `no such ${result.what}`;
		}
		const { state, reason } = result.outcome;
		const words = reason === null ? state : `${state}: ${reason}`;
		return result.deduplicated ? `${words} (again)` : words;
	});
}
