import { DAY_MS, type CapRules } from '../../src/domain/caps.ts';
import { minuteOfDay } from '../../src/domain/quiet-hours.ts';
import { customProfile } from '../../src/limiter/custom-profile.ts';
import { CLOUD_PROFILE, LINKED_PROFILE } from '../../src/limiter/profiles.ts';
import { HOUR_MS } from '../../src/domain/window.ts';
import { seededRandom } from '../unit/support/mutations.ts';
import { allowed, violations, type Left, type Promised } from './checker.ts';
import { openMemoryStore } from './memory-store.ts';
import { NumberLife, type NumberPlan, type World } from './number-life.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What came of a run. */
export interface Report {
	readonly sends: number;
	readonly restarts: number;
	/** Over a cap in some window, in quiet hours, outside the 24-hour window, or to an opted-out person. */
	readonly violations: number;
	readonly doubled: number;
	/** What was sent of what the caps allowed, from 0 to 1. */
	readonly utilisation: number;
	/** Days that passed. */
	readonly days: number;
}

const START = Date.UTC(2026, 2, 2, 9);

/** Caps of one's own on the Cloud API, as a campaign has them. */
function cloud(perHour: number, perDay: number): NumberPlan {
	const { rules, recipient, pacing } = customProfile(
		CLOUD_PROFILE,
		JSON.stringify({ perHour, perDay }),
	);
	return {
		name: `cloud-${perHour}`,
		mode: 'cloud',
		rules,
		perSecond: pacing.perSecond,
		pace: recipient,
		concurrency: pacing.concurrency,
		people: 300,
		chatty: 1,
		linkedDays: null,
	};
}

/** A linked number of this age; strangers and people who write. */
function linked(linkedDays: number): NumberPlan {
	const { rules, recipient, pacing } = LINKED_PROFILE;
	return {
		name: `linked-${linkedDays}`,
		mode: 'linked',
		// What never answers, and the same text, end a message; they are no caps of a window.
		rules: { ...rules, unanswered: null },
		perSecond: pacing.perSecond,
		pace: recipient,
		concurrency: pacing.concurrency,
		people: 400,
		chatty: 0.8,
		linkedDays,
	};
}

const MIX: readonly NumberPlan[] = [
	cloud(600, 4_000),
	cloud(300, 5_000),
	cloud(1_000, 9_000),
	linked(0),
	linked(30),
];

/**
 * Runs numbers of all kinds, with restarts and zombies, until so many messages have left.
 *
 * @param numbers how many numbers; the kinds are mixed
 */
export async function runWorld(options: {
	readonly sends: number;
	readonly numbers: number;
	readonly seed: number;
	readonly onDay?: (day: number, sends: number) => void;
}): Promise<Report> {
	const clock = new VirtualClock(START);
	const random = seededRandom(options.seed);
	const store = await openMemoryStore(() => clock.now(), random);
	const workspaceId = 'world';
	await store.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now: START });
	const world: World = { store, clock, random, workspaceId };
	const lives = Array.from({ length: options.numbers }, (_, index) => {
		const plan = MIX[index % MIX.length] as NumberPlan;
		return new NumberLife(world, { ...plan, name: `${plan.name}-${index}` }, index);
	});
	for (const [index, life] of lives.entries()) await life.begin(index);
	for (const life of lives)
		repeat(
			clock,
			() => 20_000,
			() => life.fill(),
		);
	const sent = (): number => lives.reduce((sum, { log }) => sum + log.length, 0);
	let day = 0;
	await clock.runUntil(() => {
		const today = Math.floor((clock.now() - START) / DAY_MS);
		if (today > day) options.onDay?.((day = today), sent());
		return sent() >= options.sends;
	});
	const ends = clock.now();
	// Hourly caps let their messages go on the hour: looked at a minute before one, all is done.
	const hours = Math.floor((ends - START) / HOUR_MS);
	const judged = lives.map((life) => judge(life, START + hours * HOUR_MS - 60_000));
	const sum = (of: (one: (typeof judged)[number]) => number): number =>
		judged.reduce((total, one) => total + of(one), 0);
	return {
		sends: sent(),
		restarts: lives.reduce((total, { restarts }) => total + restarts, 0),
		violations: sum((one) => one.violations),
		doubled: lives.reduce((total, { doubled }) => total + doubled, 0),
		utilisation: sum((one) => one.starts) / sum((one) => one.allowed),
		days: (ends - START) / DAY_MS,
	};
}

function judge({ plan, log, forbidden }: NumberLife, used: number) {
	const promises = promisesOf(plan);
	const quiet = plan.rules.quietHours;
	const isQuiet = (at: number): boolean => {
		if (quiet === null) return false;
		const minute = minuteOfDay('Europe/Berlin', at);
		return minute >= quiet.from || minute < quiet.to;
	};
	const broken = promises.map((cap) => violations(log, cap)).reduce((a, b) => a + b, 0);
	const inQuiet = log.filter(({ at, isReply }) => !isReply && isQuiet(at)).length;
	// Caps of new chats depend on whom one writes to: what is allowed is what the others leave.
	const binding = promises.filter(({ name }) => name === 'perHour' || name === 'perDay');
	return {
		violations: broken + inQuiet + forbidden.optedOut + forbidden.windowClosed,
		starts: log.filter((left) => left.at < used && binding.some((cap) => cap.counts(left)))
			.length,
		allowed: allowed(binding, START, used, (at) => !isQuiet(at)),
	};
}

function promisesOf({ rules, linkedDays }: NumberPlan): readonly Promised[] {
	const counts: Readonly<Record<CapRules['caps'][number]['counts'], (left: Left) => boolean>> = {
		all: () => true,
		starts: ({ isReply }) => !isReply,
		newChats: ({ isNewChat }) => isNewChat,
		internal: () => false,
	};
	// The first days of a link are looked at as long as they last: the run is shorter than a step.
	const step =
		linkedDays === null ? undefined : rules.warmUp.find((one) => one.untilDay > linkedDays);
	return rules.caps.map(({ name, limit, windowMs, counts: kind }) => ({
		name,
		windowMs,
		counts: counts[kind],
		limit:
			name === 'perDay'
				? Math.min(limit, step?.perDay ?? limit)
				: name === 'newChatsPerDay'
					? Math.min(limit, step?.newChatsPerDay ?? limit)
					: limit,
	}));
}

function repeat(clock: VirtualClock, every: () => number, task: () => Promise<void>): void {
	clock.after(every(), () => void task().then(() => repeat(clock, every, task)));
}
