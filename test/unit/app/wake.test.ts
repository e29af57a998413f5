import { Wake } from '../../../src/app/wake.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain } from '../support/ordered-log.ts';

const log: string[] = [];
let clock: HandClock;
let bell: Wake;
beforeEach(() => {
	clock = new HandClock(0);
	bell = new Wake(clock);
	drain(log);
});

/** Waits and notes when the wait is over. */
const wait = (ms: number): void => {
	void bell.wait(ms).then(() => log.push(`awake at ${clock.now()}`));
};

it('wakes when the time is over', async () => {
	wait(1_000);

	await clock.advance(999);
	expect(log).toEqual([]);
	await clock.advance(1);
	expect(log).toEqual(['awake at 1000']);
});

it('wakes as soon as the bell rings, and leaves no sleeper behind', async () => {
	wait(1_000);
	await clock.advance(300);

	bell.ring();
	await clock.settle();

	expect([log, clock.asleep]).toEqual([['awake at 300'], []]);
});

it('does not lose a ring between two waits', async () => {
	bell.ring();
	await clock.advance(60_000);

	wait(1_000);
	await clock.settle();

	expect(log).toEqual(['awake at 60000']);
});

it('counts several rings between two waits as one', async () => {
	bell.ring();
	bell.ring();
	wait(1_000);
	await clock.settle();

	wait(1_000);
	await clock.advance(999);

	expect(log).toEqual(['awake at 0']);
});

it('sleeps again after it was woken by the bell', async () => {
	wait(1_000);
	bell.ring();
	await clock.settle();
	wait(1_000);
	await clock.advance(1_000);

	expect(log).toEqual(['awake at 0', 'awake at 1000']);
});

it('forgets what it rang for before somebody looked', async () => {
	bell.ring();
	bell.silence();
	wait(1_000);
	await clock.advance(999);
	expect(log).toEqual([]);
	await clock.advance(1);

	expect(log).toEqual(['awake at 1000']);
});
