import type { Feed } from '../../../src/app/feed.ts';
import { feedRig, type FeedRig } from '../support/feed-rig.ts';
import { drain } from '../support/ordered-log.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: FeedRig;
let feed: Feed;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await feedRig(book);
	feed = await rig.open();
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** Messages of customers: `Ana 1` is Ana's. */
async function receive(...texts: readonly string[]): Promise<void> {
	for (const text of texts) await rig.team.receive(text.split(' ')[0] ?? '', text);
	await rig.clock.settle();
}

it('reads nothing any more once it is closed', async () => {
	feed.close();
	await receive('Ana 1');
	await rig.clock.advance(60_000);

	expect([drain(rig.log), await rig.position()]).toEqual([[], 0]);
});

it('begins no run that was waiting for the one before it', async () => {
	await receive('Ana 1', 'Ana 2');

	feed.close();
	await rig.end('Ana 1#1');
	await rig.clock.advance(60_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1'], 1]);
});

it('settles a run that ends later', async () => {
	await receive('Ana 1');
	feed.close();
	await rig.end('Ana 1#1');

	expect([await rig.position(), await rig.delivery('Ana 1#1')]).toEqual([
		1,
		{ attempt: 1, state: 'settled', at: rig.clock.now() },
	]);
});

it('may be closed twice', async () => {
	feed.close();
	feed.close();
	await rig.clock.settle();

	expect(rig.clock.asleep).toEqual([]);
});

it('adopts a run that goes on when the trigger starts again in the same process', async () => {
	await receive('Ana 1', 'Ana 2');
	await rig.markStarted('Ana 1#1');
	feed.close();

	await rig.open();
	await rig.clock.advance(1_000);
	expect(drain(rig.log)).toEqual(['run Ana 1#1']);

	await rig.end('Ana 1#1');
	expect(drain(rig.log)).toEqual(['run Ana 2#1']);
	await rig.end('Ana 2#1');
	expect(await rig.position()).toBe(2);
});

it('adopts a run that has been emitted and has not begun', async () => {
	await receive('Ana 1');
	feed.close();
	await rig.open();
	await rig.end('Ana 1#1');
	await rig.clock.advance(600_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1'], 1]);
});

it('starts no second attempt of a run that ends before the new feed has room for it', async () => {
	await receive('Ana 1', 'Ben 1');
	for (const name of ['Ana 1#1', 'Ben 1#1']) await rig.markStarted(name);
	feed.close();
	await rig.open({ maxParallelRuns: 1 });

	// The new feed has read that Ben's run goes on, and still waits for Ana's.
	await rig.end('Ben 1#1');
	await rig.end('Ana 1#1');
	await rig.clock.advance(600_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1', 'run Ben 1#1'], 2]);
});

it('starts nothing twice when a run ends in the very moment the trigger starts again', async () => {
	await receive('Ana 1');
	await rig.markStarted('Ana 1#1');
	feed.close();

	const opened = rig.open();
	await rig.end('Ana 1#1');
	await opened;
	await rig.clock.advance(600_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1'], 1]);
});

it('leaves a run that the engine refused to the trigger that starts again', async () => {
	rig.answer = () => Promise.reject(new Error('no'));
	await receive('Ana 1');
	feed.close();
	rig.answer = null;
	drain(rig.log);

	await rig.open();
	expect(drain(rig.log)).toEqual(['run Ana 1#1']);
	await rig.clock.advance(60_000);

	expect([drain(rig.log), rig.emitted.length]).toEqual([[], 2]);
});

it('emits nothing any more for a trigger that was switched off', async () => {
	rig.answer = () => Promise.reject(new Error('no'));
	await receive('Ana 1');
	drain(rig.log);

	feed.close();
	await rig.clock.advance(600_000);

	expect([drain(rig.log), rig.clock.asleep]).toEqual([[], []]);
});
