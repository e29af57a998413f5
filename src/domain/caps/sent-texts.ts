import { HOUR_MS } from '../window.ts';

/** How often a text may go. `null` for any number. */
export interface TextRules {
	/** How long the same text is not sent to the same person again, in ms. */
	readonly duplicateMs: number | null;
	/** To how many people the same text may go within an hour. */
	readonly sameTextPerHour: number | null;
}

/** A text that somebody is to get now; the hash stands for it. */
export interface NextText {
	readonly hash: string;
	readonly chatId: string;
	readonly now: number;
}

/** Who got which text when. Times in ms since 1970, UTC; noted in their order. */
export class SentTexts {
	readonly #sent = new Map<string, { lastTo: Map<string, number>; times: number[] }>();

	/** Notes that a text went to somebody. */
	note(hash: string, chatId: string, at: number): void {
		const sent = this.#sent.get(hash) ?? { lastTo: new Map<string, number>(), times: [] };
		this.#sent.set(hash, sent);
		const before = sent.lastTo.get(chatId);
		// Of several to the same person the last counts.
		if (before !== undefined) sent.times.splice(sent.times.lastIndexOf(before), 1);
		sent.lastTo.set(chatId, at);
		sent.times.push(at);
	}

	/**
	 * Judges a text.
	 *
	 * @returns until when it has to wait; `null` if it may go
	 */
	judge(
		{ hash, chatId, now }: NextText,
		{ duplicateMs, sameTextPerHour }: TextRules,
	): 'duplicate' | number | null {
		const sent = this.#sent.get(hash);
		if (sent === undefined) return null;
		const lookBack = Math.max(duplicateMs ?? 0, HOUR_MS);
		const toThem = sent.lastTo.get(chatId);
		const isKnown = toThem !== undefined && toThem > now - lookBack;
		if (duplicateMs !== null && isKnown && toThem > now - duplicateMs) return 'duplicate';
		if (sameTextPerHour === null || isKnown) return null;
		const decisive = sent.times.at(-sameTextPerHour);
		return decisive === undefined || decisive <= now - HOUR_MS ? null : decisive + HOUR_MS;
	}
}
