import { sendAndWait, type Asked } from '../../app/send-and-wait.ts';
import type { SendResult } from '../../app/send.ts';
import { problem } from '../../domain/problem.ts';
import { CLOUD_PROFILE } from '../../limiter/profiles.ts';
import type { Draft, Limit, WaitDraft, WaitResult } from '../../ports/store.ts';
import type { Office } from '../office.ts';
import { netOf, runOf, type ResumeCall } from './waiting-run.ts';

/** A message whose reply a run waits for, and where the run is told to go on. */
export interface Question extends Pick<
	WaitDraft,
	'workflowId' | 'parentWorkflowId' | 'isTest' | 'withinMs'
> {
	/** With `typing`, the customer sees before that somebody types. */
	readonly draft: Draft & { readonly typing?: boolean };
	/** n8n's own address for the run, with its token. */
	readonly address: string;
	/** Aborted when the execution is cancelled. */
	readonly signal?: AbortSignal;
}

/** What a run goes on with, and the caps of the number that asked. */
export type WaitEnd = WaitResult & { readonly limits: readonly Limit[] };

/** What a run does after it has sent such a message. */
export type Waiting =
	| Exclude<Asked, { kind: 'waits' | 'ended' }>
	| (Extract<Asked, { kind: 'ended' }> & WaitEnd)
	/** It waits, and n8n lets it go on by itself when nobody has told it to until then. */
	| { readonly kind: 'waits'; readonly net: Date };

/**
 * Sends a message and says whether the run is to wait for the reply.
 *
 * @throws TeamError `unsupportedHost`, or what sending throws
 */
export async function askAndWait(
	office: Office,
	send: (order: {
		readonly drafts: readonly Draft[];
		readonly stopOnFailure: boolean;
		readonly signal?: AbortSignal;
	}) => Promise<readonly SendResult[]>,
	{ draft, address, signal, ...wait }: Question,
): Promise<Waiting> {
	const { store, clock, waits, keys } = office;
	const run = runOf(address);
	if (run === null) throw noAddress();
	waits.start();
	const asked = await sendAndWait(
		{
			store,
			clock,
			recipientPace: CLOUD_PROFILE.recipient,
			send: (request) => send({ ...request, ...(signal === undefined ? {} : { signal }) }),
			onWaiting: () => waits.look(),
		},
		{ ...draft, wait: { ...wait, run, address: keys.addresses.close(address, run) } },
	);
	switch (asked.kind) {
		case 'waits':
			return { kind: 'waits', net: netOf(asked.until, clock) };
		case 'ended':
			return { ...asked, limits: await limitsOf(office, asked) };
		default:
			return asked;
	}
}

/**
 * What a run goes on with that was told to.
 *
 * @param address at which it was told
 * @returns `null` if the run waits for nothing, or for something else
 */
export async function resultOfWait(
	office: Book,
	address: string,
	{ outboxId }: ResumeCall,
): Promise<WaitEnd | null> {
	const run = runOf(address);
	if (run === null) return null;
	const now = office.clock.now();
	const pace = CLOUD_PROFILE.recipient;
	const result = await office.store.callWait({ outboxId, run, now, pace });
	return result === null ? null : { ...result, limits: await limitsOf(office, result) };
}

type Book = Pick<Office, 'store' | 'clock'>;

async function limitsOf(
	{ store, clock }: Book,
	{ outcome }: WaitResult,
): Promise<readonly Limit[]> {
	const numberIds = [outcome.number.id];
	return (await store.limits({ numberIds, now: clock.now() }))[0]?.limits ?? [];
}

function noAddress() {
	return problem(
		'unsupportedHost',
		'n8n gives this run no address at which it could be told to go on',
		'Save the workflow and run it again. If that does not help, update n8n.',
	);
}
