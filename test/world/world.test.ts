import { allowed, violations, type Left, type Promised } from './checker.ts';
import { runWorld } from './world.ts';

const perHour: Promised = {
	name: 'perHour',
	limit: 2,
	windowMs: 3_600_000,
	counts: ({ isReply }) => !isReply,
};
const left = (at: number, isReply = false): Left => ({ at, isReply, isNewChat: false });

describe('the checker', () => {
	it.each([
		[[0, 1, 3_600_000], 0],
		[[0, 1, 3_599_999], 1],
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
		expect(violations([left(0), left(1, true), left(2)], perHour)).toBe(0);
	});

	it('knows how many could have gone', () => {
		const day = 86_400_000;
		const always = allowed([perHour], 0, day, () => true);
		const half = allowed([perHour], 0, day, (at) => at % day < day / 2);
		expect([always, half]).toEqual([48, 24]);
	});
});

// A day in the life of ten numbers; `npm run bench -- caps` runs a million messages.
it('keeps every cap, sends nothing twice and uses what the caps allow', async () => {
	const seed = Number(process.env['TEST_SEED'] ?? 20_261_121);
	const report = await runWorld({ sends: 4_000, numbers: 5, seed });

	expect({ seed, ...report }).toMatchObject({ seed, violations: 0, doubled: 0 });
	expect(report.utilisation).toBeGreaterThanOrEqual(0.98);
}, 240_000);
