import { isProblem, unknownRecipient, type PreviewResult } from '../../../src/index.ts';
import { REASON_WORDS } from './reason-words.ts';
import { toSendItem } from './send-item.ts';

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
	readonly conversation: object | null;
	readonly contact: object | null;
	readonly number: object | null;
}

/** The item of a forecast. */
export function toPreviewItem(result: PreviewResult): PreviewItem {
	switch (result.kind) {
		case 'unknownRecipient':
			return toWrongItem(unknownRecipient(result.what));
		case 'deduplicated': {
			const { verdict, reason, explanation, until, ...sent } = toSendItem({
				outcome: result.outcome,
				deduplicated: true,
			});
			const { conversation, contact, number, deduplicated } = sent;
			const parties = { conversation, contact, number };
			return { verdict, reason, explanation, until, deduplicated, ...parties };
		}
		case 'forecast': {
			const { forecast, number, contact, conversation } = result;
			const reason = forecast.verdict === 'sent' ? null : forecast.reason;
			const until = forecast.verdict === 'queued' ? forecast.until : null;
			return {
				verdict: forecast.verdict,
				reason,
				explanation: reason === null ? null : (REASON_WORDS[reason] ?? null),
				until: until === null ? null : new Date(until).toISOString(),
				deduplicated: false,
				conversation,
				contact,
				number,
			};
		}
	}
}

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
	};
}
