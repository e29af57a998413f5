import {
	isProblem,
	unknownRecipient,
	type Limit,
	type PreviewResult,
} from '../../../../src/index.ts';
import { REASON_WORDS } from './reason-words.ts';
import { toLimitItem, toSendItem, type LimitItem } from './send-item.ts';

/** What Preview emits for a message: the fields of Send, without a message. */
export interface PreviewItem {
	/** `sent`, `queued` or `refused`: what it would be. */
	readonly verdict: string;
	readonly reason: string | null;
	readonly explanation: string | null;
	/** ISO 8601: when a message that has to wait could go, as far as is known. */
	readonly until: string | null;
	/** Whether an earlier send with the same key answers for it: then `verdict` is its. */
	readonly deduplicated: boolean;
	/** Whether the template of 'Fallback Template' would go. Only where there is one. */
	readonly usedFallback?: boolean;
	readonly conversation: object | null;
	readonly contact: object | null;
	readonly number: object | null;
	/** The caps of the number, as they are now. */
	readonly limits: readonly LimitItem[];
}

/** The number by which a message would go; `null` if it is not known. */
export function numberOf(result: PreviewResult): string | null {
	switch (result.kind) {
		case 'unknownRecipient':
			return null;
		case 'deduplicated':
			return result.outcome.number.id;
		case 'forecast':
			return result.number.id;
	}
}

/**
 * The item of a forecast.
 *
 * @param limits of its number
 */
export function toPreviewItem(result: PreviewResult, limits: readonly Limit[] = []): PreviewItem {
	switch (result.kind) {
		case 'unknownRecipient':
			return toWrongItem(unknownRecipient(result.what));
		case 'deduplicated': {
			const sent = toSendItem({ outcome: result.outcome, deduplicated: true }, limits);
			const { verdict, reason, explanation, until, deduplicated } = sent;
			const { conversation, contact, number, limits: used } = sent;
			const parties = { conversation, contact, number };
			return {
				verdict,
				reason,
				explanation,
				until,
				deduplicated,
				...parties,
				limits: used,
			};
		}
		case 'forecast': {
			const { forecast, number, contact, conversation } = result;
			const reason = forecast.verdict === 'sent' ? null : forecast.reason;
			const until = forecast.verdict === 'queued' ? forecast.until : null;
			return {
				verdict: forecast.verdict,
				reason,
				explanation: reason === null ? null : explain(forecast, reason),
				until: until === null ? null : new Date(until).toISOString(),
				deduplicated: false,
				...(result.usedFallback === undefined ? {} : { usedFallback: result.usedFallback }),
				conversation,
				contact,
				number,
				limits: limits.map(toLimitItem),
			};
		}
	}
}

function explain(forecast: Forecast, reason: string): string | null {
	const failure = forecast.verdict === 'refused' ? forecast.failure : undefined;
	const words = failure === undefined ? null : `${failure.message}. ${failure.advice}`;
	return REASON_WORDS[reason] ?? words;
}

type Forecast = Extract<PreviewResult, { kind: 'forecast' }>['forecast'];

/** The item of a message whose fields are wrong. */
export function toWrongItem(error: unknown): PreviewItem {
	const message = error instanceof Error ? error.message : String(error);
	return {
		verdict: 'refused',
		reason: 'invalid',
		explanation: isProblem(error) ? `${message}. ${error.advice}` : message,
		until: null,
		deduplicated: false,
		conversation: null,
		contact: null,
		number: null,
		limits: [],
	};
}
