import { CapPlan, timesBefore } from '../../../src/domain/caps/cap-plan.ts';
import {
	capsAt,
	DAY_MS,
	drawGap,
	isCounted,
	kindOf,
	LIVE_CHAT_MS,
	NO_CAPS,
	type Cap,
	type CapRules,
	type SendKind,
} from '../../../src/domain/caps/caps.ts';
import type { Category } from '../../../src/domain/outbox.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const HOUR = 3_600_000;

const STRANGER = { firstInboundAt: null, lastInboundAt: null, isOpened: false };
const START: SendKind = { isInternal: false, isReply: false, isNewChat: false };
const REPLY: SendKind = { ...START, isReply: true };
const NEW: SendKind = { ...START, isNewChat: true };
const INTERNAL: SendKind = { ...START, isInternal: true };

describe('what a message is to the caps', () => {
	const live = (ago: number) => ({
		firstInboundAt: NOON - ago,
		lastInboundAt: NOON - ago,
		isOpened: false,
	});

	it.each([
		['marketing', live(0), START],
		['reply', live(0), REPLY],
		['service', live(LIVE_CHAT_MS - 1), REPLY],
		['service', live(LIVE_CHAT_MS), START],
		['internal', live(0), INTERNAL],
		['service', STRANGER, NEW],
		['service', { ...STRANGER, isOpened: true }, START],
		['reply', STRANGER, NEW],
	] satisfies [Category, typeof STRANGER | ReturnType<typeof live>, SendKind][])(
		'%s in a chat with %j',
		(category, chat, kind) => {
			expect(kindOf(category, chat, NOON)).toEqual(kind);
		},
	);

	it.each([
		['all', [true, true, true, false]],
		['starts', [true, false, true, false]],
		['newChats', [false, false, true, false]],
		['internal', [false, false, false, true]],
	] as const)(
		'%s counts starts, replies, new chats and internal messages: %j',
		(counts, seen) => {
			expect([START, REPLY, NEW, INTERNAL].map((kind) => isCounted(counts, kind))).toEqual(
				seen,
			);
		},
	);
});

describe('the caps of a number whose link is young', () => {
	const perDay: Cap = { name: 'perDay', counts: 'starts', limit: 300, windowMs: DAY_MS };
	const newChats: Cap = {
		name: 'newChatsPerDay',
		counts: 'newChats',
		limit: 40,
		windowMs: DAY_MS,
	};
	const perHour: Cap = { name: 'perHour', counts: 'starts', limit: 30, windowMs: HOUR };
	const rules: CapRules = {
		...NO_CAPS,
		caps: [perHour, perDay, newChats],
		warmUp: [
			{ untilDay: 3, perDay: 20, newChatsPerDay: 5 },
			{ untilDay: 7, perDay: 50, newChatsPerDay: 10 },
		],
	};
	const limits = (age: number | null) =>
		capsAt(rules, age === null ? null : NOON - age, NOON).map(({ limit }) => limit);

	it.each([
		[0, [30, 20, 5]],
		[3 * DAY_MS - 1, [30, 20, 5]],
		[3 * DAY_MS, [30, 50, 10]],
		[7 * DAY_MS - 1, [30, 50, 10]],
		[7 * DAY_MS, [30, 300, 40]],
		[null, [30, 300, 40]],
	])('at an age of %p ms are %p', (age, expected) => {
		expect(limits(age)).toEqual(expected);
	});

	it('are never higher than those of the profile', () => {
		const low = { ...rules, caps: [{ ...perDay, limit: 10 }] };
		expect(capsAt(low, NOON, NOON).map(({ limit }) => limit)).toEqual([10]);
	});
});

describe('a place under the caps', () => {
	const cap: Cap = { name: 'perHour', counts: 'starts', limit: 3, windowMs: HOUR };
	const plan = (newest: readonly number[], ahead = 10): CapPlan =>
		new CapPlan([cap], new Map([[cap, timesBefore(cap, newest, ahead)]]));

	it('is free for as many as the cap allows, and an hour after the first for the next', () => {
		const placed = [];
		const free = plan([]);
		for (let n = 0; n < 7; n += 1) {
			const place = free.earliest(START, NOON + n);
			placed.push([place.at - NOON, place.cap]);
			free.take(START, place.at);
		}
		expect(placed).toEqual([
			[0, null],
			[1, null],
			[2, null],
			[HOUR, 'perHour'],
			[HOUR + 1, 'perHour'],
			[HOUR + 2, 'perHour'],
			[2 * HOUR, 'perHour'],
		]);
	});

	it('counts what was sent before, up to the last millisecond of the hour', () => {
		const newest = [NOON - 1, NOON - 2, NOON - HOUR + 1];
		expect(plan(newest).earliest(START, NOON)).toEqual({ at: NOON + 1, cap: 'perHour' });
		expect(plan(newest).earliest(START, NOON + 1)).toEqual({ at: NOON + 1, cap: null });
	});

	it('is the same when only as many messages are looked at as will be placed', () => {
		const newest = [NOON - 1, NOON - 2, NOON - 3];
		const [two, all] = [plan(newest.slice(1), 2), plan(newest, 3)];
		const placed = [two, all].map((one) => {
			const first = one.earliest(START, NOON);
			one.take(START, first.at);
			return [first, one.earliest(START, NOON)];
		});
		expect(placed[0]).toEqual(placed[1]);
	});

	it('holds nobody back whom the cap does not count', () => {
		expect(plan([NOON, NOON, NOON]).earliest(REPLY, NOON)).toEqual({ at: NOON, cap: null });
	});

	it('is the latest of all caps, with the name of the cap that decides', () => {
		const perDay: Cap = { name: 'perDay', counts: 'all', limit: 1, windowMs: DAY_MS };
		const both = new CapPlan(
			[cap, perDay],
			new Map([
				[cap, [NOON - 1]],
				[perDay, [NOON - HOUR]],
			]),
		);
		expect(both.earliest(START, NOON)).toEqual({ at: NOON - HOUR + DAY_MS, cap: 'perDay' });
	});

	it('is none for somebody new while new chats are paused, and the end of the pause after that', () => {
		const paused = new CapPlan([cap], new Map([[cap, timesBefore(cap, [], 10)]]), NOON + 1);
		expect([NEW, START, REPLY].map((kind) => paused.earliest(kind, NOON))).toEqual([
			{ at: NOON + 1, cap: 'newChatsPaused' },
			{ at: NOON, cap: null },
			{ at: NOON, cap: null },
		]);
		expect(paused.earliest(NEW, NOON + 1)).toEqual({ at: NOON + 1, cap: null });
	});
});

it('draws a gap between its ends', () => {
	const gap = { minMs: 8_000, maxMs: 25_000 };
	expect([0, 0.5, 1].map((random) => drawGap(gap, random))).toEqual([8_000, 16_500, 25_000]);
});
