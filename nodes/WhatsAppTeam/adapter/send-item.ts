import { problem, unknownRecipient, type SendResult, type TeamError } from '../../../src/index.ts';
import { REASON_WORDS } from './reason-words.ts';

type OutcomeResult = Extract<SendResult, { kind: 'outcome' }>;

/** What Send emits for a message. Workflows depend on the names. */
export interface SendItem {
	readonly verdict: string;
	readonly reason: string | null;
	/** The reason in words, with what to do. */
	readonly explanation: string | null;
	/** ISO 8601: when a queued message can go, as far as is known. */
	readonly until: string | null;
	/** Whether an earlier send with the same key is reported here, and nothing new was sent. */
	readonly deduplicated: boolean;
	readonly message: {
		readonly id: string | null;
		readonly providerId: string | null;
		readonly status: string | null;
	};
	readonly conversation: object;
	readonly contact: object;
	readonly number: object;
}

/** The item of a result. */
export function toSendItem({ outcome, deduplicated }: OutcomeResult): SendItem {
	const verdict = verdictOf(outcome);
	const reason = verdict === 'sent' ? null : reasonOf(outcome);
	const words =
		outcome.failure === null ? null : `${outcome.failure.message}. ${outcome.failure.advice}`;
	return {
		verdict,
		reason,
		explanation: reason === null ? null : (REASON_WORDS[reason] ?? words),
		until: outcome.until === null ? null : new Date(outcome.until).toISOString(),
		deduplicated,
		message: outcome.message,
		conversation: outcome.conversation,
		contact: outcome.contact,
		number: outcome.number,
	};
}

/** What n8n has to show as an error, or `null`. Refused, skipped and uncertain ones are answers. */
export function failureOf(result: SendResult): TeamError | null {
	if (result.kind === 'unknownRecipient') return unknownRecipient(result.what);
	if (result.kind === 'notTried') return null;
	const { outcome } = result;
	if (verdictOf(outcome) !== 'failed' || outcome.failure === null) return null;
	return problem('remoteRefused', outcome.failure.message, outcome.failure.advice);
}

function verdictOf({ state, message }: OutcomeResult['outcome']): string {
	// Still on its way after all patience: nobody knows.
	if (state === 'handing') return 'uncertain';
	return message.status === 'failed' ? 'failed' : state;
}

function reasonOf({ state, reason, failure }: OutcomeResult['outcome']): string | null {
	if (state === 'handing') return 'noAnswer';
	return reason ?? failure?.name ?? null;
}
