import { DAY_MS, drawGap } from '../../src/domain/caps/caps.ts';
import { minuteOfDay } from '../../src/domain/caps/quiet-hours.ts';
import { customProfile } from '../../src/limiter/custom-profile.ts';
import { CLOUD_PROFILE, LINKED_PROFILE } from '../../src/limiter/profiles.ts';
import { HOUR_MS } from '../../src/domain/window.ts';
import { seededRandom } from '../unit/support/mutations.ts';
import { allowed, violations } from './checker.ts';
import { NumberLife, type NumberPlan, type World } from './number-life.ts';
import { promisesOf } from './promises.ts';
import { openFileStores, openMemoryStore, type Sources, type WorldStore } from './stores.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What came of a run. */
export interface Report {
	readonly sends: number;
	readonly restarts: number;
	/**
	 * Over a cap in some window, to somebody new during a pause, in quiet hours, outside the 24-hour
	 * window, to somebody who opted out, or past an owner.
	 */
	readonly violations: number;
	readonly doubled: number;
	/** What was sent of what the caps allowed, from 0 to 1. */
	readonly utilisation: number;
	/** Days that passed. */
	readonly days: number;
	/** What happened to the numbers: only what happens is tried. */
	readonly happened: {
		/** Signs of spam, and messages that were refused because of opt-outs and owners. */
		readonly signs: number;
		readonly optOuts: number;
		readonly refusedAsOptedOut: number;
		readonly refusedAsOwned: number;
		/** Steps of a warm-up that ended. */
		readonly steps: number;
	};
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
		spam: 0.00005,
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
		spam: 0.003,
	};
}

/** Numbers of all kinds. */
export const MIX: readonly NumberPlan[] = [
	cloud(600, 4_000),
	cloud(300, 5_000),
	cloud(1_000, 9_000),
	linked(0),
	linked(30),
];

/** Linked numbers whose warm-up goes on by a step within two days, and which are taken for spam. */
export const YOUNG: readonly NumberPlan[] = [linked(2.9), linked(6.5), linked(1)].map((plan) => ({
	...plan,
	spam: 0.02,
}));

/** Numbers of all kinds that are often taken for spam. */
export const RISKY: readonly NumberPlan[] = MIX.map((plan) => ({ ...plan, spam: 0.002 }));

/** How a world runs. */
export interface WorldOptions {
	/** It ends when so many messages have left, or after so many days. */
	readonly sends: number;
	readonly days?: number;
	/** How many numbers; the kinds are mixed. */
	readonly numbers: number;
	readonly mix?: readonly NumberPlan[];
	readonly seed: number;
	/** Two processes or more work on this file. Default: one, in memory. */
	readonly file?: string;
	readonly onDay?: (day: number, sends: number) => void;
}

/** Runs numbers with restarts, zombies, opt-outs, owners and signs of spam. */
export async function runWorld(options: WorldOptions): Promise<Report> {
	const { mix = MIX, numbers, sends, days = Infinity } = options;
	const clock = new VirtualClock(START);
	const random = seededRandom(options.seed);
	const stores = await openStores(options.file, { now: () => clock.now(), random });
	const workspaceId = 'world';
	const [first] = stores;
	await first?.openWorkspace({ workspaceId, keySalt: null, keyHash: null, now: START });
	const world: World = { stores, clock, random, workspaceId, optedOut: new Set() };
	const lives = Array.from({ length: numbers }, (_, index) => {
		const plan = mix[index % mix.length] as NumberPlan;
		return new NumberLife(world, { ...plan, name: `${plan.name}-${index}` }, index);
	});
	for (const [index, life] of lives.entries()) await life.begin(index);
	for (const life of lives) repeat(clock, 20_000, () => life.fill());
	const sent = (): number => lives.reduce((sum, { log }) => sum + log.length, 0);
	let day = 0;
	await clock.runUntil(() => {
		const today = Math.floor((clock.now() - START) / DAY_MS);
		if (today > day) options.onDay?.((day = today), sent());
		return sent() >= sends || clock.now() - START >= days * DAY_MS;
	});
	const ends = clock.now();
	// Hourly caps let their messages go on the hour: looked at a minute before one, all is done.
	const hours = Math.floor((ends - START) / HOUR_MS);
	const judged = lives.map((life) => judge(life, START + hours * HOUR_MS - 60_000));
	const sum = (of: (one: (typeof judged)[number]) => number): number =>
		judged.reduce((total, one) => total + of(one), 0);
	const ofAll = (of: (life: NumberLife) => number): number =>
		lives.reduce((total, life) => total + of(life), 0);
	return {
		sends: sent(),
		restarts: ofAll(({ restarts }) => restarts),
		violations: sum((one) => one.violations),
		doubled: ofAll(({ doubled }) => doubled),
		utilisation: sum((one) => one.starts) / sum((one) => one.allowed),
		days: (ends - START) / DAY_MS,
		happened: {
			signs: ofAll(({ health }) => health.signs.length),
			optOuts: ofAll(({ optOuts }) => optOuts),
			refusedAsOptedOut: countRefused(stores, 'optedOut'),
			refusedAsOwned: countRefused(stores, 'ownedByOther'),
			steps: ofAll((life) => stepsOf(life, ends)),
		},
	};
}

async function openStores(
	file: string | undefined,
	sources: Sources,
): Promise<readonly WorldStore[]> {
	return file === undefined
		? [await openMemoryStore(sources)]
		: await openFileStores(file, 2, sources);
}

function judge({ plan, log, forbidden, health, linkedAt }: NumberLife, used: number) {
	const promises = promisesOf(plan.rules, linkedAt);
	const quiet = plan.rules.quietHours;
	const isQuiet = (at: number): boolean => {
		if (quiet === null) return false;
		const minute = minuteOfDay('Europe/Berlin', at);
		return minute >= quiet.from || minute < quiet.to;
	};
	const broken = promises.map((cap) => violations(log, cap)).reduce((a, b) => a + b, 0);
	const inQuiet = log.filter(({ at, isReply }) => !isReply && isQuiet(at)).length;
	const inPause = log.filter(({ isNewChat, isPaused }) => isNewChat && isPaused).length;
	// Caps of new chats depend on whom one writes to: what is allowed is what the others leave.
	const binding = promises.filter(({ name }) => name === 'perHour' || name === 'perDay');
	const { optedOut, windowClosed, owned } = forbidden;
	return {
		violations: broken + inQuiet + inPause + optedOut + windowClosed + owned,
		starts: log.filter((left) => left.at < used && binding.some((cap) => cap.counts(left)))
			.length,
		allowed: allowed(binding, {
			from: START,
			to: used,
			isAllowed: (at) => !isQuiet(at),
			halvingsAt: (at) => health.halvingsAt(at),
			gapMs:
				plan.rules.gap === null
					? 1_000 / plan.perSecond
					: drawGap(plan.rules.gap.starts, 0.5),
		}),
	};
}

function countRefused([store]: readonly WorldStore[], reason: string): number {
	const row = store?.database
		.prepare("select count(*) n from outbox where state = 'refused' and reason = ?")
		.get(reason);
	return Number(row?.['n'] ?? 0);
}

/** How many steps of its warm-up ended while the world went on. */
function stepsOf({ plan, linkedAt }: NumberLife, ends: number): number {
	if (linkedAt === null) return 0;
	const times = plan.rules.warmUp.map(({ untilDay }) => linkedAt + untilDay * DAY_MS);
	return times.filter((at) => at > START && at < ends).length;
}

function repeat(clock: VirtualClock, everyMs: number, task: () => Promise<void>): void {
	clock.after(everyMs, () => void task().then(() => repeat(clock, everyMs, task)));
}
