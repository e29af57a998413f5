import { OutcomeWatch } from '../../../src/app/outcome-watch.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain } from '../support/ordered-log.ts';

const log: string[] = [];
let clock: HandClock;
let watch: OutcomeWatch;
beforeEach(() => {
	clock = new HandClock(0);
	watch = new OutcomeWatch(clock);
	drain(log);
});

/** Waits for news of some messages and notes when the wait is over. */
const wait = (name: string, ...ids: readonly string[]): void => {
	void watch.wait(ids, 1_000).then(() => log.push(`${name} at ${clock.now()}`));
};

it('waits no longer than it was asked to', async () => {
	wait('run', 'a');

	await clock.advance(999);
	expect(log).toEqual([]);
	await clock.advance(1);
	expect(log).toEqual(['run at 1000']);
});

it('ends the wait at news of any of the messages', async () => {
	wait('run', 'a', 'b');
	await clock.advance(10);

	watch.notify(['x', 'b']);
	await clock.settle();

	expect([log, clock.asleep]).toEqual([['run at 10'], []]);
});

it('leaves those alone who wait for other messages', async () => {
	wait('run', 'a');

	watch.notify(['b']);
	await clock.advance(999);

	expect(log).toEqual([]);
});

it('tells everybody who waits for the same message', async () => {
	wait('first', 'a');
	wait('second', 'a', 'b');

	watch.notify(['a']);
	await clock.settle();

	expect(log).toEqual(['first at 0', 'second at 0']);
});

it('tells a second waiter after the first gave up', async () => {
	wait('first', 'a');
	await clock.advance(500);
	wait('second', 'a');
	await clock.advance(500);
	watch.notify(['a']);
	await clock.settle();

	expect(log).toEqual(['first at 1000', 'second at 1000']);
});

it('hears news of messages for which nobody waits', async () => {
	watch.notify(['a']);
	wait('run', 'a');
	await clock.advance(999);

	expect(log).toEqual([]);
});
