import { RateGuard } from '../../../src/app/rate-guard.ts';
import { HandClock } from '../support/hand-clock.ts';

const START = 5_000;

/** A guard of three per second, after messages at these times. */
async function after(...times: readonly number[]) {
	const clock = new HandClock(START);
	const guard = new RateGuard(clock, 3);
	for (const at of times) {
		await clock.advance(START + at - clock.now());
		guard.note();
	}
	return { clock, guard };
}

it.each([
	[[], 3],
	[[0], 2],
	[[0, 400], 1],
	[[0, 400, 1_001], 1],
	[[0, 400, 1_401], 2],
])('after messages at %j ms has room for %d', async (times, room) => {
	expect(await (await after(...times)).guard.room()).toBe(room);
});

it('lets the fourth wait until the second of the first is over, to the millisecond', async () => {
	const { clock, guard } = await after(0, 400, 900);
	let room = 0;
	void guard.room().then((found) => (room = found));
	await clock.advance(START + 1_000 - clock.now());
	const atTheEdge = room;
	await clock.advance(1);

	expect([atTheEdge, room]).toEqual([0, 1]);
});

it('keeps another rate as soon as it is told one', async () => {
	const { guard } = await after(0, 400);
	const room = [await guard.room()];
	guard.setPace(10);
	room.push(await guard.room());
	guard.slowDown();
	guard.setPace(20);

	expect([...room, guard.perSecond]).toEqual([1, 8, 10]);
});

describe('when the other side says that it is too fast', () => {
	it('halves the rate, once for many answers at the same time, and to a sixteenth at the lowest', async () => {
		const clock = new HandClock(START);
		const guard = new RateGuard(clock, 80);
		const rates = [];
		for (let again = 0; again < 6; again += 1) {
			guard.slowDown();
			guard.slowDown();
			rates.push(guard.perSecond);
			await clock.advance(1_000);
		}
		expect(rates).toEqual([40, 20, 10, 5, 5, 5]);
	});

	it('doubles the rate again for every minute without such a word', async () => {
		const clock = new HandClock(START);
		const guard = new RateGuard(clock, 80);
		guard.slowDown();
		await clock.advance(1_000);
		guard.slowDown();
		const rates = [];
		for (const ms of [59_999, 1, 59_999, 1, 600_000]) {
			await clock.advance(ms);
			rates.push(guard.perSecond);
		}
		expect(rates).toEqual([20, 40, 40, 80, 80]);
	});
});
