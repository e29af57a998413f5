import { bottleneckPacer, slotShape } from '../../../src/limiter/bottleneck-pacer.ts';
import { CLOUD_PROFILE } from '../../../src/limiter/profiles.ts';
import type { Pacer } from '../../../src/ports/pacer.ts';

const opened: Pacer[] = [];
afterEach(() => Promise.all(opened.splice(0).map((pacer) => pacer.close())));

/** Opens a pacer that is closed after the test. */
async function open(perSecond: number): Promise<Pacer> {
	const pacer = await bottleneckPacer({ perSecond, concurrency: 40 });
	opened.push(pacer);
	return pacer;
}

/** Takes slots for so long, and gives the time of each message that they let through. */
async function passFor(pacer: Pacer, ms: number): Promise<readonly number[]> {
	const times: number[] = [];
	const end = performance.now() + ms;
	while (performance.now() < end) {
		const size = await pacer.slot();
		const now = performance.now();
		times.push(...Array.from({ length: size }, () => now));
	}
	return times;
}

/** The most messages that fall into any second. */
function mostInASecond(times: readonly number[]): number {
	const counts = times.map(
		(from) => times.filter((at) => at >= from && at < from + 1_000).length,
	);
	return Math.max(...counts);
}

describe('a slot', () => {
	it.each([
		[20, { minTime: 51.2, size: 1 }],
		[80, { minTime: 12.8, size: 1 }],
		[400, { minTime: 2.56, size: 1 }],
		[401, { minTime: 25.6, size: 9 }],
		[1_000, { minTime: 25.6, size: 24 }],
	])('at %d messages per second has its distance and size', (perSecond, expected) => {
		const { minTime, size } = slotShape(perSecond);

		expect({ minTime: Number(minTime.toFixed(3)), size }).toEqual(expected);
	});

	it.each([20, 80, 400, 401, 1_000])('keeps under %d per second by its shape', (perSecond) => {
		const { minTime, size } = slotShape(perSecond);
		const perSecondByShape = (1_000 / minTime) * size;

		expect(perSecondByShape).toBeLessThan(perSecond);
		expect(perSecondByShape).toBeGreaterThan(perSecond * 0.87);
	});
});

it('is made for Meta’s limits', () => {
	expect(CLOUD_PROFILE).toMatchObject({
		pacing: { perSecond: 80, concurrency: 40 },
		recipient: { intervalMs: 6_000, burst: 45 },
	});
});

// Bottleneck reads the machine's clock: here time really passes.
it('lets never more than 80 messages through in any second, and nearly that many', async () => {
	const pacer = await open(80);
	const times = await passFor(pacer, 2_300);

	expect(mostInASecond(times)).toBeLessThanOrEqual(80);
	expect(times.length).toBeGreaterThan(120);
}, 10_000);

it('lets never more than 1,000 messages through in any second', async () => {
	const pacer = await open(1_000);
	const times = await passFor(pacer, 1_300);

	expect(mostInASecond(times)).toBeLessThanOrEqual(1_000);
}, 10_000);

it('paces at another rate as soon as it is told one', async () => {
	const pacer = await open(5);
	await pacer.slot();
	pacer.setPace(100);
	// The slot after the last one was booked at the old rate.
	await pacer.slot();
	const faster = await passFor(pacer, 500);
	pacer.setPace(4);
	await pacer.slot();
	const slower = await passFor(pacer, 600);
	pacer.setPace(1_000);
	const size = await pacer.slot().then(() => pacer.slot());

	expect(faster.length).toBeGreaterThan(20);
	expect(slower.length).toBeLessThanOrEqual(3);
	expect(size).toBe(24);
}, 10_000);

it('gives out what a slot for several has left, and no more than that', async () => {
	const pacer = await open(1_000);
	const size = await pacer.slot();
	pacer.giveBack(size - 1);
	expect(await pacer.slot()).toBe(size - 1);
	pacer.giveBack(0);
	const begin = performance.now();

	expect(await pacer.slot()).toBe(size);
	expect(performance.now() - begin).toBeGreaterThan(10);
});

it('stays under the rate when every slot is used in two parts', async () => {
	const pacer = await open(1_000);
	const times: number[] = [];
	const end = performance.now() + 1_300;
	while (performance.now() < end) {
		const size = await pacer.slot();
		const used = Math.ceil(size / 2);
		times.push(...Array.from({ length: used }, () => performance.now()));
		pacer.giveBack(size - used);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}

	expect(mostInASecond(times)).toBeLessThanOrEqual(1_000);
}, 10_000);

it('does not make up for slots that nobody took', async () => {
	const pacer = await open(80);
	await pacer.slot();
	await new Promise((resolve) => setTimeout(resolve, 300));
	const begin = performance.now();
	for (let taken = 0; taken < 5; taken += 1) await pacer.slot();

	expect(performance.now() - begin).toBeGreaterThanOrEqual(4 * 12);
});

describe('closing', () => {
	const unhandled: unknown[] = [];
	const note = (reason: unknown): void => void unhandled.push(reason);
	beforeAll(() => void process.on('unhandledRejection', note));
	afterAll(() => void process.off('unhandledRejection', note));

	it('rejects those who wait, and leaves no rejection unhandled', async () => {
		const pacer = await open(1);
		await pacer.slot();
		const waiting = [pacer.slot(), pacer.slot()].map((slot) =>
			slot.then(
				() => 'slot',
				() => 'rejected',
			),
		);

		await pacer.close();

		expect(await Promise.all(waiting)).toEqual(['rejected', 'rejected']);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(unhandled).toEqual([]);
	});

	it('rejects who comes later, and may be done twice', async () => {
		const pacer = await open(80);
		await Promise.all([pacer.close(), pacer.close()]);

		await expect(pacer.slot()).rejects.toThrow();
	});
});
