import {
	capInWords,
	type HealthStanding,
	type Limit,
	type Lowered,
} from '../../../../src/index.ts';
import type { LocalTime } from './local-time.ts';

/** WhatsApp's code for a linked number that may answer only. */
const NO_NEW_CHATS = 463;

/** Why a number sends less than its caps allow, as the end of a sentence. */
export function healthInWords({ reason, code }: Pick<Lowered, 'reason' | 'code'>): string {
	const codeInWords = code === null ? '' : ` (${code})`;
	switch (reason) {
		case 'spam':
			if (code === NO_NEW_CHATS) {
				return 'WhatsApp lets the number begin no chats for a while (463)';
			}
			return `WhatsApp takes messages of the number for spam${codeInWords}`;
		case 'undelivered':
			return `many of the last messages of the number reached nobody${codeInWords}`;
		case 'unanswered':
			return 'few of the new people that the number wrote to have answered';
	}
}

/** @returns what slows a number, and when it gets better; `null` for one that is well */
export function slowedInWords(limits: readonly Limit[], local: LocalTime): string | null {
	const lower = limits.filter(({ lowered }) => lowered !== undefined);
	const pause = lower.find(({ name }) => name === 'newChatsPaused');
	const cap = lower.find(({ name }) => name !== 'newChatsPaused');
	const why = (cap ?? pause)?.lowered;
	if (why === undefined) return null;
	const parts: string[] = [];
	if (cap !== undefined) {
		const { name, cap: limit } = cap;
		const instead = why.from === null ? '' : ` instead of ${why.from}`;
		parts.push(
			`${capInWords({ name, limit })}${instead}; recovers ${local.at(why.recoversAt)}, step by step`,
		);
	}
	if (pause?.resetsAt != null)
		parts.push(`nobody new is written to until ${local.until(pause.resetsAt)}`);
	return `Slowed because ${healthInWords(why)}: ${parts.join('; ')}. Replies go all the same.`;
}

/** The health of a number as an item shows it. Workflows depend on the names. */
export interface HealthItem {
	/** The share of its caps that it has: `1`, `1/2`, … */
	readonly share: string;
	readonly reason: string | null;
	readonly code: number | null;
	readonly explanation: string | null;
	/** ISO 8601, as the following: when the last bad sign came, and what happens if none comes. */
	readonly since: string | null;
	readonly recoversAt: string | null;
	readonly wellAt: string | null;
	readonly newChatsPausedUntil: string | null;
}

/** The item of a health; `null` is well. */
export function toHealthItem(health: HealthStanding | null): HealthItem {
	const iso = (time: number | null = null) =>
		time === null ? null : new Date(time).toISOString();
	return {
		share: health?.share ?? '1',
		reason: health?.reason ?? null,
		code: health?.code ?? null,
		explanation: health === null ? null : `It sends less because ${healthInWords(health)}.`,
		since: iso(health?.since),
		recoversAt: iso(health?.recoversAt),
		wellAt: iso(health?.wellAt),
		newChatsPausedUntil: iso(health?.newChatsPausedUntil),
	};
}
