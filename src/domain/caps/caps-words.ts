import type { Cap, CapRules, Gap, QuietHours } from './caps.ts';

/** What a cap of a number counts, in words: `30 per hour`. */
export function capInWords({ name, limit }: Pick<Cap, 'name' | 'limit'>): string {
	switch (name) {
		case 'perHour':
			return `${limit} per hour`;
		case 'perDay':
			return `${limit} per day`;
		case 'newChatsPerHour':
			return `${limit} new ${limit === 1 ? 'chat' : 'chats'} per hour`;
		case 'newChatsPerDay':
			return `${limit} new ${limit === 1 ? 'chat' : 'chats'} per day`;
		case 'newChatsPaused':
			return 'no new chats for now';
		case 'internalPerHour':
			return `${limit} internal per hour`;
		case 'sameTextPerHour':
			return `the same text to ${limit} people per hour`;
		case 'portfolio':
			return `${limit} people outside the 24-hour window per day, over all numbers of the portfolio`;
		case 'unanswered':
			return `${limit} without an answer`;
	}
}

/** Rules in one line, for a person. */
export function describeCaps(rules: CapRules): string {
	const { caps, gap, unanswered, duplicateMs, sameTextPerHour, quietHours, warmUp } = rules;
	const counted = caps.filter(({ name }) => name !== 'internalPerHour');
	const parts = [
		...caps.map(capInWords),
		counted.length === 0
			? []
			: counted.some(({ counts }) => counts === 'all')
				? 'replies count'
				: 'replies do not count',
		warmUp.length === 0
			? []
			: `less in the first ${warmUp.at(-1)?.untilDay ?? 0} days of a link`,
		gap === null ? [] : `${seconds(gap.starts)} between messages`,
		unanswered === null ? [] : capInWords({ name: 'unanswered', limit: unanswered }),
		duplicateMs === null ? [] : `no text twice to the same person in ${hours(duplicateMs)}`,
		sameTextPerHour === null
			? []
			: capInWords({ name: 'sameTextPerHour', limit: sameTextPerHour }),
		quietHours === null
			? []
			: `quiet from ${clock(quietHours, 'from')} to ${clock(quietHours, 'to')}`,
	].flat();
	return parts.length === 0 ? 'none' : parts.join(', ');
}

function seconds({ minMs, maxMs }: Gap): string {
	return `${minMs / 1_000} to ${maxMs / 1_000} s`;
}

function hours(ms: number): string {
	return `${ms / 3_600_000} hours`;
}

function clock(quiet: QuietHours, end: keyof QuietHours): string {
	const [hour, minute] = [Math.floor(quiet[end] / 60), quiet[end] % 60];
	return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
