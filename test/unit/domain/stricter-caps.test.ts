import { NO_CAPS, type Cap, type CapRules } from '../../../src/domain/caps/caps.ts';
import { stricter } from '../../../src/domain/caps/stricter-caps.ts';

const HOUR = 3_600_000;
const perHour = (limit: number, counts: Cap['counts'] = 'starts'): Cap => ({
	name: 'perHour',
	counts,
	limit,
	windowMs: HOUR,
});
const perDay: Cap = { name: 'perDay', counts: 'all', limit: 300, windowMs: 24 * HOUR };
const rules = (given: Partial<CapRules>): CapRules => ({ ...NO_CAPS, ...given });

/** Both ways: which credential comes first must not matter. */
const bothWays = (a: Partial<CapRules>, b: Partial<CapRules>) => {
	const [one, other] = [stricter(rules(a), rules(b)), stricter(rules(b), rules(a))];
	const sorted = ({ caps, ...rest }: CapRules) => ({
		...rest,
		caps: [...caps].sort((x, y) => x.name.localeCompare(y.name)),
	});
	expect(sorted(one)).toEqual(sorted(other));
	return sorted(one);
};

it('takes every cap that only one has, and the lower of both', () => {
	const { caps } = bothWays({ caps: [perHour(30)] }, { caps: [perHour(20), perDay] });

	expect(caps).toEqual([perDay, perHour(20)]);
});

it('counts replies if one of them does', () => {
	const { caps } = bothWays({ caps: [perHour(20)] }, { caps: [perHour(30, 'all')] });

	expect(caps).toEqual([perHour(20, 'all')]);
});

it('takes the wider gap, the fewer messages and the longer memory', () => {
	const gap = (from: number, to: number) => ({
		starts: { minMs: from, maxMs: to },
		replies: { minMs: 1, maxMs: to },
	});
	const one = { gap: gap(5, 30), unanswered: 3, duplicateMs: HOUR, sameTextPerHour: null };
	const other = { gap: gap(8, 20), unanswered: 2, duplicateMs: null, sameTextPerHour: 10 };

	expect(bothWays(one, other)).toMatchObject({
		gap: { starts: { minMs: 8, maxMs: 30 }, replies: { minMs: 1, maxMs: 30 } },
		unanswered: 2,
		duplicateMs: HOUR,
		sameTextPerHour: 10,
	});
});

it('takes the lower of two warm-ups day by day', () => {
	const step = (untilDay: number, perDay: number) => ({
		untilDay,
		perDay,
		newChatsPerDay: perDay,
	});

	expect(
		bothWays({ warmUp: [step(3, 20), step(7, 50)] }, { warmUp: [step(5, 30)] }),
	).toMatchObject({ warmUp: [step(3, 20), step(5, 30), step(7, 50)] });
});

it.each([
	['one within the other', [21, 8], [22, 7], [21, 8]],
	['overlapping', [20, 6], [22, 8], [20, 8]],
	['apart from each other', [12, 13], [14, 15], [12, 15]],
	['around midnight', [23, 1], [2, 5], [23, 5]],
	['the whole day, of which the longer stays', [0, 13], [12, 2], [12, 2]],
])('keeps both quiet hours: %s', (_, one, other, both) => {
	const hours = ([from = 0, to = 0]: number[]) => ({
		quietHours: { from: from * 60, to: to * 60 },
	});

	expect(bothWays(hours(one), hours(other))).toMatchObject(hours(both));
});

it('changes nothing where one has no caps at all', () => {
	const some = rules({ caps: [perHour(3)], unanswered: 1 });

	expect(stricter(some, NO_CAPS)).toEqual(some);
	expect(stricter(NO_CAPS, some)).toEqual(some);
});
