import type { Cap, CapRules, Gap, QuietHours, WarmUpStep } from './caps.ts';

/** Of two sets of caps, the stricter of each kind. */
export function stricter(a: CapRules, b: CapRules): CapRules {
	return {
		caps: stricterCaps(a.caps, b.caps),
		warmUp: stricterWarmUp(a.warmUp, b.warmUp),
		gap: both(a.gap, b.gap, (one, other) => ({
			starts: wider(one.starts, other.starts),
			replies: wider(one.replies, other.replies),
		})),
		unanswered: both(a.unanswered, b.unanswered, Math.min),
		duplicateMs: both(a.duplicateMs, b.duplicateMs, Math.max),
		sameTextPerHour: both(a.sameTextPerHour, b.sameTextPerHour, Math.min),
		quietHours: both(a.quietHours, b.quietHours, longer),
		// Every profile that has them has the same.
		health: a.health ?? b.health,
	};
}

function both<T>(a: T | null, b: T | null, choose: (a: T, b: T) => T): T | null {
	if (a === null) return b;
	return b === null ? a : choose(a, b);
}

function stricterCaps(a: readonly Cap[], b: readonly Cap[]): readonly Cap[] {
	const shared = a.map((cap) => {
		const other = b.find(({ name }) => name === cap.name);
		if (other === undefined) return cap;
		// What counts replies, too, counts more.
		const counts = other.counts === 'all' ? 'all' : cap.counts;
		return { ...cap, counts, limit: Math.min(cap.limit, other.limit) };
	});
	return [...shared, ...b.filter((cap) => !a.some(({ name }) => name === cap.name))];
}

function stricterWarmUp(a: readonly WarmUpStep[], b: readonly WarmUpStep[]): readonly WarmUpStep[] {
	const days = [...new Set([...a, ...b].map(({ untilDay }) => untilDay))].sort((x, y) => x - y);
	return days.map((untilDay) => {
		const steps = [a, b].flatMap((all) => all.find((step) => step.untilDay >= untilDay) ?? []);
		return {
			untilDay,
			perDay: Math.min(...steps.map(({ perDay }) => perDay)),
			newChatsPerDay: Math.min(...steps.map((step) => step.newChatsPerDay)),
		};
	});
}

function wider(a: Gap, b: Gap): Gap {
	return { minMs: Math.max(a.minMs, b.minMs), maxMs: Math.max(a.maxMs, b.maxMs) };
}

const DAY_MINUTES = 1_440;

/** The shortest quiet hours in which both lie; the longer of the two if they leave no hour at all. */
function longer(a: QuietHours, b: QuietHours): QuietHours {
	const spans = [a, b, { from: a.from, to: b.to }, { from: b.from, to: a.to }];
	const around = spans
		.filter((span) => span.from !== span.to && covers(span, a) && covers(span, b))
		.sort((x, y) => lengthOf(x) - lengthOf(y));
	return around[0] ?? (lengthOf(a) >= lengthOf(b) ? a : b);
}

function covers(outer: QuietHours, inner: QuietHours): boolean {
	const start = (inner.from - outer.from + DAY_MINUTES) % DAY_MINUTES;
	return start + lengthOf(inner) <= lengthOf(outer);
}

function lengthOf({ from, to }: QuietHours): number {
	return (to - from + DAY_MINUTES) % DAY_MINUTES;
}
