import {
	problem,
	unknownRecipient,
	type Limit,
	type SendResult,
	type TeamError,
} from '../../../../src/index.ts';
import { healthInWords } from './health-words.ts';
import { REASON_WORDS } from './reason-words.ts';

type HeldResult = Extract<SendResult, { kind: 'held' }>;
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
		/** `template`, with what a person would read of it; only of templates. */
		readonly type?: string;
		readonly text?: string;
	};
	/** Only of templates, and of messages in whose place one went. */
	readonly template?: { readonly name: string; readonly language: string };
	/** Whether the template of 'Fallback Template' went. Only where there is one. */
	readonly usedFallback?: boolean;
	/** Only where 'Owner Guard' is to warn, and the conversation belongs to somebody else. */
	readonly warning?: string;
	readonly conversation: object;
	readonly contact: object;
	readonly number: object;
	/** The caps of the number, as they were at the end of the run. */
	readonly limits: readonly LimitItem[];
}

/** How much of a cap is used. */
export interface LimitItem {
	readonly name: string;
	readonly used: number;
	readonly cap: number;
	/** ISO 8601: when the oldest counted message counts no more. */
	readonly resetsAt: string | null;
	/** Only while it is lower than the cap of the number's own. */
	readonly lowered?: {
		/** What it is otherwise; `null` for a cap that the number has none of itself. */
		readonly from: number | null;
		readonly reason: string;
		readonly explanation: string;
		/** ISO 8601: when it rises by one step. */
		readonly recoversAt: string;
	};
}

/** A cap as items show it. */
export function toLimitItem({ name, used, cap, resetsAt, lowered }: Limit): LimitItem {
	const item = {
		name,
		used,
		cap,
		resetsAt: resetsAt === null ? null : new Date(resetsAt).toISOString(),
	};
	if (lowered === undefined) return item;
	const { from, reason, recoversAt } = lowered;
	return {
		...item,
		lowered: {
			from,
			reason,
			explanation: `It is lower because ${healthInWords(lowered)}.`,
			recoversAt: new Date(recoversAt).toISOString(),
		},
	};
}

/**
 * The item of a result.
 *
 * @param limits of its number
 */
export function toSendItem(
	{ outcome, deduplicated }: Pick<OutcomeResult, 'outcome' | 'deduplicated'>,
	limits: readonly Limit[] = [],
): SendItem {
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
		...asWhat(outcome),
		conversation: outcome.conversation,
		contact: outcome.contact,
		number: outcome.number,
		limits: limits.map(toLimitItem),
	};
}

/** The item of a message that goes although its conversation belongs to somebody else. */
export function withOwnerWarning(item: SendItem): SendItem {
	const warning = 'The conversation belongs to somebody else: see "conversation.owner".';
	return { ...item, warning };
}

/** The message that went, or is to go: where a template takes its place, that one. */
function asWhat({
	message,
	template,
	usedFallback,
}: OutcomeResult['outcome']): Pick<SendItem, 'message' | 'template' | 'usedFallback'> {
	const used = usedFallback === undefined ? {} : { usedFallback };
	if (template === undefined) return { message, ...used };
	const { name, language, text } = template;
	return {
		message: { ...message, type: 'template', text },
		template: { name, language },
		...used,
	};
}

/** The item of a message that was taken back instead of waiting. */
export function toHeldItem(
	{ outcome, deduplicated }: HeldResult,
	limits: readonly Limit[],
): SendItem {
	const state = deduplicated ? outcome.state : 'cancelled';
	return toSendItem({ outcome: { ...outcome, state }, deduplicated }, limits);
}

/** What n8n has to show as an error, or `null`. Refused, skipped and uncertain ones are answers. */
export function failureOf(result: SendResult): TeamError | null {
	if (result.kind === 'unknownRecipient') return unknownRecipient(result.what);
	if (result.kind === 'notTried') return null;
	if (result.kind === 'held') return heldProblem(result);
	const { outcome } = result;
	if (verdictOf(outcome) !== 'failed' || outcome.failure === null) return null;
	return problem('remoteRefused', outcome.failure.message, outcome.failure.advice);
}

function heldProblem({ outcome, deduplicated }: HeldResult): TeamError {
	return problem(
		'held',
		`The message would have to wait (${outcome.reason ?? 'pacing'})`,
		deduplicated
			? 'An earlier run asked for the same message: it waits on and goes by itself.'
			: "It was taken back, because 'When Held' says so, and does not go by itself. Send it again later, or choose another value for 'When Held'.",
	);
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
