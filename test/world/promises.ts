import { DAY_MS, type Cap, type CapRules } from '../../src/domain/caps/caps.ts';
import type { Left, Promised } from './checker.ts';

const COUNTS: Readonly<Record<Cap['counts'], (left: Left) => boolean>> = {
	all: () => true,
	starts: ({ isReply }) => !isReply,
	newChats: ({ isNewChat }) => isNewChat,
	internal: () => false,
};

/**
 * What the caps of a number promise, day by day of its link, and while it is held for spam.
 *
 * @param linkedAt `null` for a number without link
 */
export function promisesOf(rules: CapRules, linkedAt: number | null): readonly Promised[] {
	return rules.caps
		.filter(({ counts }) => counts !== 'internal')
		.flatMap(({ name, limit, windowMs, counts }): readonly Promised[] => {
			const own = (at: number): number =>
				Math.min(limit, warmUpOf(rules, linkedAt, at, name));
			const half = (at: number, halvings: number): number =>
				Math.max(1, Math.floor(own(at) / 2 ** halvings));
			if (counts !== 'all') {
				return [{ name, windowMs, counts: COUNTS[counts], limitAt: half }];
			}
			// Replies are held by the cap of its own alone.
			const lower = (at: number, halvings: number): number =>
				halvings === 0 ? Infinity : half(at, halvings);
			return [
				{ name, windowMs, counts: COUNTS.all, limitAt: own },
				{ name, windowMs, counts: COUNTS.starts, limitAt: lower },
			];
		});
}

function warmUpOf(
	{ warmUp }: CapRules,
	linkedAt: number | null,
	at: number,
	name: Cap['name'],
): number {
	if (linkedAt === null) return Infinity;
	// The day of linking is the first.
	const step = warmUp.find(({ untilDay }) => at < linkedAt + untilDay * DAY_MS);
	switch (name) {
		case 'perDay':
			return step?.perDay ?? Infinity;
		case 'newChatsPerDay':
			return step?.newChatsPerDay ?? Infinity;
		default:
			return Infinity;
	}
}
