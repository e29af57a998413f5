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
