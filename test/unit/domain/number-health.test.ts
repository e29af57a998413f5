import { NO_CAPS, type Cap } from '../../../src/domain/caps/caps.ts';
import {
	shareInWords,
	standingOfHealth,
	tellHealth,
} from '../../../src/domain/number/health-news.ts';
import type { HealthRules } from '../../../src/domain/number/health-rules.ts';
import { capsOf, lowerCaps } from '../../../src/domain/caps/lowered-caps.ts';
import {
	afterSign,
	halvingsAt,
	isBad,
	isNews,
	newChatsPausedUntil,
	recoveryTimes,
	signIn,
	type BadSign,
	type NumberHealth,
} from '../../../src/domain/number/number-health.ts';
import { HEALTH } from '../../../src/limiter/health.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const RULES: HealthRules = { ...HEALTH, mostHalvings: 3, recoverMs: DAY };

const sign = (reason: BadSign['reason'], at: number): BadSign => ({
	reason,
	code: reason === 'spam' ? 131048 : null,
	at,
});
const after = (...signs: readonly BadSign[]): NumberHealth => {
	const health = signs.reduce<NumberHealth | null>(
		(known, one) => afterSign(RULES, known, one, []),
		null,
	);
	if (health === null) throw new Error('No sign');
	return health;
};

describe('what a failure says of a number', () => {
	const failure = (name: string, code = 0) => signIn(HEALTH, { name, code });

	it.each([
		['spamRateLimit', 131048, 'spam'],
		['policyBlocked', 368, 'spam'],
		['anything', 463, 'spam'],
		['notOnWhatsApp', 131026, 'undelivered'],
		['notOnWhatsApp', 0, 'undelivered'],
		['engagementLimit', 131049, null],
		['rateLimit', 130429, null],
		['tokenExpired', 190, null],
	])('%s (%d): %p', (name, code, expected) => {
		expect(failure(name, code)).toBe(expected);
	});

	it('is news unless it belongs to the sign before, or is as old as a recovery', () => {
		const health = after(sign('spam', NOON));

		expect(isNews(RULES, null, NOON - DAY + 1, NOON)).toBe(true);
		expect(isNews(RULES, null, NOON - DAY, NOON)).toBe(false);
		expect(isNews(RULES, health, NOON, NOON + 5)).toBe(false);
		expect(isNews(RULES, health, NOON + 1, NOON + 5)).toBe(true);
	});

	it('is a share once there are enough, from the limit on', () => {
		const rule = { newest: 50, atLeast: 20, withinMs: DAY, badFrom: 0.2 };

		expect(isBad(rule, { bad: 19, all: 19 })).toBe(false);
		expect(isBad(rule, { bad: 3, all: 20 })).toBe(false);
		expect(isBad(rule, { bad: 4, all: 20 })).toBe(true);
		expect(isBad(rule, { bad: 9, all: 50 })).toBe(false);
		expect(isBad(rule, { bad: 10, all: 50 })).toBe(true);
	});
});

describe('the caps of a number that is not well', () => {
	const perHour: Cap = { name: 'perHour', counts: 'starts', limit: 30, windowMs: HOUR };
	const perDay: Cap = { name: 'perDay', counts: 'all', limit: 300, windowMs: DAY };
	const newChats: Cap = { name: 'newChatsPerHour', counts: 'newChats', limit: 5, windowMs: HOUR };
	const internal: Cap = {
		name: 'internalPerHour',
		counts: 'internal',
		limit: 60,
		windowMs: HOUR,
	};
	const limits = (
		health: NumberHealth | null,
		now: number,
		caps = [perHour, newChats, internal],
	) => lowerCaps(RULES, health, caps, now).map(({ limit }) => limit);

	it('are halved at each bad sign, rounded down, as often as the rules allow', () => {
		const signs = [1, 2, 3, 4].map((n) => sign('undelivered', NOON + n));

		expect(limits(null, NOON)).toEqual([30, 5, 60]);
		expect([1, 2, 3, 4].map((n) => limits(after(...signs.slice(0, n)), NOON + 5))).toEqual([
			[15, 2, 60],
			[7, 1, 60],
			[3, 1, 60],
			[3, 1, 60],
		]);
	});

	it('rise by one step after each quiet period, to the millisecond', () => {
		const health = after(sign('spam', NOON - 1), sign('spam', NOON));
		const at = (ms: number) => halvingsAt(RULES, health, NOON + ms);

		expect([0, DAY - 1, DAY, 2 * DAY - 1, 2 * DAY, 9 * DAY].map(at)).toEqual([
			2, 2, 1, 1, 0, 0,
		]);
		expect(recoveryTimes(RULES, health, NOON)).toEqual([NOON + DAY, NOON + 2 * DAY]);
		expect(recoveryTimes(RULES, health, NOON + DAY)).toEqual([NOON + 2 * DAY]);
		// By a clock that is behind, it is as it was.
		expect(halvingsAt(RULES, health, NOON - DAY)).toBe(2);
	});

	it('begin to recover anew with each sign', () => {
		const health = after(sign('spam', NOON), sign('spam', NOON + DAY - 1));

		expect(halvingsAt(RULES, health, NOON + DAY)).toBe(2);
		expect(halvingsAt(RULES, health, NOON + 2 * DAY - 1)).toBe(1);
		const later = after(sign('spam', NOON), sign('spam', NOON + DAY));
		expect(halvingsAt(RULES, later, NOON + DAY)).toBe(1);
	});

	it('leave replies alone: a cap that counts them stays beside the lower one', () => {
		expect(lowerCaps(RULES, after(sign('spam', NOON)), [perDay], NOON)).toEqual([
			perDay,
			{ ...perDay, counts: 'starts', limit: 150 },
		]);
	});

	it('are those of its last doings where it has none', () => {
		const doings = [{ ...perHour, limit: 400 }];
		const health = afterSign(RULES, null, sign('spam', NOON), doings);
		const worse = afterSign(RULES, health, sign('spam', NOON + 1), [{ ...perHour, limit: 9 }]);

		expect(lowerCaps(RULES, health, [internal], NOON)).toEqual([
			internal,
			{ ...perHour, limit: 200 },
		]);
		expect(limits(worse, NOON + 1, [internal])).toEqual([60, 100]);
		// One that it gets of its own counts instead.
		expect(limits(health, NOON, [perHour])).toEqual([15]);
		const well = NOON + 2 + 2 * DAY;
		const anew = afterSign(RULES, worse, sign('spam', well), [{ ...perHour, limit: 9 }]);
		expect(limits(anew, well, [internal])).toEqual([60, 4]);
	});

	it('are lower than those of a young link, and only if the profile says so', () => {
		const rules = {
			...NO_CAPS,
			caps: [{ ...perDay, counts: 'starts' as const }],
			warmUp: [{ untilDay: 1, perDay: 20, newChatsPerDay: 5 }],
		};
		const health = after(sign('spam', NOON));
		const limit = (given: object) =>
			capsOf({ ...rules, ...given }, { linkedAt: NOON, health }, NOON)[0]?.limit;

		expect([limit({ health: RULES }), limit({})]).toEqual([10, 20]);
	});
});

describe('the pause of new chats', () => {
	const untils = (...signs: readonly BadSign[]) =>
		(after(...signs).newChatsPausedUntil ?? 0) - (signs.at(-1)?.at ?? 0);

	it('comes with signs of spam alone, and is longer when they come again', () => {
		expect(after(sign('undelivered', NOON)).newChatsPausedUntil).toBeNull();
		const spam = [0, 1, 2, 3].map((n) => sign('spam', NOON + n * HOUR));
		expect([1, 2, 3, 4].map((n) => untils(...spam.slice(0, n)))).toEqual([
			DAY,
			2 * DAY,
			3 * DAY,
			3 * DAY,
		]);
	});

	it('is a short one again once the number was well', () => {
		expect(untils(sign('spam', NOON), sign('spam', NOON + DAY - 1))).toBe(2 * DAY);
		expect(untils(sign('spam', NOON), sign('spam', NOON + DAY))).toBe(DAY);
	});

	it('is not ended by another sign, and over at its end', () => {
		const health = after(sign('spam', NOON), sign('unanswered', NOON + HOUR));

		expect(newChatsPausedUntil(health, NOON + DAY - 1)).toBe(NOON + DAY);
		expect(newChatsPausedUntil(health, NOON + DAY)).toBeNull();
	});
});

describe('what is told', () => {
	const iso = (ms: number) => new Date(ms).toISOString();

	it('is a sign at once, and each step of the recovery when it is due', () => {
		const bad = tellHealth(RULES, after(sign('spam', NOON - 1), sign('spam', NOON)), NOON);
		const early = tellHealth(RULES, bad.health, NOON + DAY - 1);
		const first = tellHealth(RULES, early.health, NOON + DAY);
		const last = tellHealth(RULES, first.health, NOON + 2 * DAY);

		expect(bad.changes).toEqual([
			{ field: 'health', from: '1', to: '1/4', reason: 'spam' },
			{ field: 'newChats', from: null, to: iso(NOON + 2 * DAY), reason: 'spam' },
		]);
		expect([early.changes, early.health]).toEqual([[], bad.health]);
		expect(first.changes).toEqual([
			{ field: 'health', from: '1/4', to: '1/2', reason: 'recovered' },
		]);
		expect(last.changes).toEqual([
			{ field: 'health', from: '1/2', to: '1', reason: 'recovered' },
			{ field: 'newChats', from: iso(NOON + 2 * DAY), to: null, reason: 'recovered' },
		]);
		expect(tellHealth(RULES, last.health, NOON + 9 * DAY).changes).toEqual([]);
	});

	it('is every step of a recovery that nobody looked at', () => {
		const { health } = tellHealth(
			RULES,
			after(sign('undelivered', NOON - 1), sign('undelivered', NOON)),
			NOON,
		);

		expect(tellHealth(RULES, health, NOON + 5 * DAY).changes).toMatchObject([
			{ from: '1/4', to: '1/2' },
			{ from: '1/2', to: '1' },
		]);
	});

	it('stands in the share of the caps, with when it gets better', () => {
		const health = after(sign('undelivered', NOON), sign('spam', NOON + HOUR));

		expect(standingOfHealth(RULES, health, NOON + HOUR)).toEqual({
			share: '1/4',
			reason: 'spam',
			code: 131048,
			since: NOON + HOUR,
			recoversAt: NOON + HOUR + DAY,
			wellAt: NOON + HOUR + 2 * DAY,
			newChatsPausedUntil: NOON + HOUR + DAY,
		});
		expect(standingOfHealth(RULES, health, NOON + HOUR + 2 * DAY - 1)).toMatchObject({
			share: '1/2',
			newChatsPausedUntil: null,
		});
		expect(standingOfHealth(RULES, health, NOON + HOUR + 2 * DAY)).toBeNull();
		expect(standingOfHealth(RULES, null, NOON)).toBeNull();
		expect([0, 1, 4].map(shareInWords)).toEqual(['1', '1/2', '1/16']);
	});
});
