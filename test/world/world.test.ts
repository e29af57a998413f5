import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { allowed, violations, type Left, type Promised } from './checker.ts';
import { HealthView } from './health-view.ts';
import { RISKY, runWorld, YOUNG, type Report } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const perHour: Promised = {
	name: 'perHour',
	windowMs: HOUR,
	counts: ({ isReply }) => !isReply,
	limitAt: (_at, halvings) => 2 / 2 ** halvings,
};
const left = (at: number, given: Partial<Left> = {}): Left => ({
	at,
	isReply: false,
	isNewChat: false,
	halvings: 0,
	isPaused: false,
	...given,
});

describe('the checker', () => {
	it.each([
		[[0, 1, HOUR], 0],
		[[0, 1, HOUR - 1], 1],
		[[0, 1, 2, 3], 2],
	])('finds in %j so many too many: %d', (times, found) => {
		expect(
			violations(
				times.map((at) => left(at)),
				perHour,
			),
		).toBe(found);
	});

	it('leaves out what the cap does not count', () => {
		expect(violations([left(0), left(1, { isReply: true }), left(2)], perHour)).toBe(0);
	});

	it('judges each message by the cap of its own time', () => {
		const low = { halvings: 1 };
		expect(violations([left(0), left(1), left(HOUR, low)], perHour)).toBe(1);
		expect(violations([left(0), left(1), left(HOUR + 1, low)], perHour)).toBe(0);
	});

	it('knows how many could have gone', () => {
		const span = { from: 0, to: DAY, isAllowed: () => true, halvingsAt: () => 0, gapMs: 0 };
		const half = { ...span, isAllowed: (at: number) => at % DAY < DAY / 2 };
		const ill = { ...span, halvingsAt: (at: number) => (at < DAY / 2 ? 1 : 0) };

		const slow = { ...span, gapMs: HOUR };

		expect([span, half, ill, slow].map((one) => allowed([perHour], one))).toEqual([
			48, 24, 36, 24,
		]);
	});

	it('knows the health of a number from what it was told', () => {
		const view = new HealthView();
		view.hear(0, 10);
		view.hear(5, 20);
		view.hear(11, 30);

		expect(
			[10, 29, 30, 29 + DAY, 30 + DAY, 30 + 2 * DAY].map((at) => view.halvingsAt(at)),
		).toEqual([1, 1, 2, 2, 1, 0]);
		expect([29, 30, 29 + 2 * DAY, 30 + 2 * DAY].map((at) => view.isPausedAt(at))).toEqual([
			true,
			true,
			true,
			false,
		]);
	});
});

const seed = Number(process.env['TEST_SEED'] ?? 20_261_121);

/**
 * What every world has to be like.
 *
 * @param used how much of what the caps allow; less than all where a sign of spam comes while places
 * are being taken
 */
const expectPeace = (report: Report, used = 0.98): void => {
	expect({ seed, ...report }).toMatchObject({ seed, violations: 0, doubled: 0 });
	expect(report.utilisation).toBeGreaterThanOrEqual(used);
};

// Some hours in the life of five numbers; `npm run bench -- caps` runs a million messages.
it('keeps every cap, sends nothing twice and uses what the caps allow', async () => {
	const report = await runWorld({ sends: 4_000, numbers: 5, seed });

	expectPeace(report);
}, 240_000);

it('keeps them over days: links grow older, customers opt out, numbers are held for spam', async () => {
	const report = await runWorld({ sends: Infinity, days: 2.2, numbers: 3, mix: YOUNG, seed });

	expectPeace(report, 0.9);
	const { signs, optOuts, refusedAsOptedOut, refusedAsOwned, steps } = report.happened;
	expect(steps).toBe(3);
	expect(Math.min(signs, optOuts, refusedAsOptedOut, refusedAsOwned)).toBeGreaterThan(0);
}, 240_000);

it('keeps them where two processes work on one file, and take the numbers from each other', async () => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'whatsapp-team-world-'));
	const file = path.join(folder, 'world.db');
	const report = await runWorld({ sends: 3_000, numbers: 5, mix: RISKY, seed, file });
	await rm(folder, { recursive: true, force: true });

	expectPeace(report, 0.8);
	// Five begin; the others took over from one that died.
	expect(report.restarts).toBeGreaterThan(5);
	expect(report.happened.signs).toBeGreaterThan(0);
}, 240_000);
