import { OutcomeWatch, type Ear } from '../../../src/app/outcome-watch.ts';
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

/** Waits for news of some messages, and notes when it came and of which. */
const wait = (name: string, ...ids: readonly string[]): Ear => {
	const ear = watch.open();
	for (const id of ids) ear.listenFor(id);
	void ear
		.next(1_000)
		.then((heard) => log.push(`${name} at ${clock.now()}: ${heard.join(', ')}`));
	return ear;
};

it('waits no longer than it was asked to', async () => {
	wait('run', 'a');

	await clock.advance(999);
	expect(log).toEqual([]);
	await clock.advance(1);
	expect(log).toEqual(['run at 1000: ']);
});

it('ends the wait at news of any of the messages, and says of which', async () => {
	wait('run', 'a', 'b');
	await clock.advance(10);

	watch.notify(['x', 'b']);
	await clock.settle();

	expect([log, clock.asleep]).toEqual([['run at 10: b'], []]);
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

	expect(log).toEqual(['first at 0: a', 'second at 0: a']);
});

it('keeps what is heard between two waits for the next one', async () => {
	const ear = watch.open();
	ear.listenFor('a');
	ear.listenFor('b');
	watch.notify(['a']);
	watch.notify(['b', 'a']);

	expect(await ear.next(1_000)).toEqual(['a', 'b']);
	void ear.next(1_000).then((heard) => log.push(`then ${heard.length}`));
	await clock.advance(1_000);
	expect(log).toEqual(['then 0']);
});

it('hears nothing any more when it is closed, and leaves the others listening', async () => {
	const closed = wait('closed', 'a');
	wait('open', 'a');
	closed.close();
	closed.close();

	watch.notify(['a']);
	await clock.settle();

	expect(log).toEqual(['open at 0: a']);
});

it('hears nothing of what happened before it listened', async () => {
	watch.notify(['a']);
	wait('run', 'a');
	await clock.advance(999);

	expect(log).toEqual([]);
});
