import { feedRig, type FeedRig } from '../support/feed-rig.ts';
import { drain } from '../support/ordered-log.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: FeedRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await feedRig(book);
	await rig.open();
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** Messages of customers: `Ana 1` is Ana's. */
async function receive(...texts: readonly string[]): Promise<void> {
	for (const text of texts) await rig.team.receive(text.split(' ')[0] ?? '', text);
	await rig.clock.settle();
}

/** The process dies and starts again: what ran in it is gone, what is in the store is not. */
async function restart(options: Parameters<FeedRig['open']>[0] = {}): Promise<void> {
	await rig.close();
	rig.going.clear();
	drain(rig.log);
	await rig.open(options, new Map());
}

/** The keys of all emits, without consumer and event. */
const attempts = (): readonly string[] => rig.emitted.map(({ key }) => key.split(':').at(-1) ?? '');

it('emits under the same key again when the engine could start no run', async () => {
	let refusals = 2;
	rig.answer = () => {
		refusals -= 1;
		return refusals < 0 ? Promise.resolve('finished') : Promise.reject(new Error('no'));
	};
	await receive('Ana 1');
	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'warn: run not started yet']);

	await rig.clock.advance(10_000);

	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'warn: run not started yet', 'run Ana 1#1']);
	expect(new Set(rig.emitted.map(({ key }) => key)).size).toBe(1);
	expect(await rig.position()).toBe(1);
});

it('emits nothing before the delivery is noted', async () => {
	book.failNext('beginDelivery');
	await receive('Ana 1');
	expect(drain(rig.log)).toEqual(['warn: delivery could not be noted']);

	await rig.clock.advance(5_000);
	expect(drain(rig.log)).toEqual(['run Ana 1#1']);
});

it('notes the delivery before it emits', async () => {
	await receive('Ana 1');

	expect(await rig.delivery('Ana 1#1')).toEqual({
		attempt: 1,
		state: 'emitting',
		at: rig.clock.now(),
	});
});

it('emits under the same key after a restart when the run had not begun', async () => {
	await receive('Ana 1');

	await restart();

	expect([drain(rig.log), attempts()]).toEqual([['run Ana 1#1'], ['1', '1']]);
});

it('starts a second attempt after a restart when the run had begun', async () => {
	await receive('Ana 1');
	await rig.markStarted('Ana 1#1');

	await restart();

	expect([drain(rig.log), attempts()]).toEqual([['run Ana 1#2'], ['1', '2']]);
});

it('lets the newest attempt alone pass its trigger', async () => {
	await receive('Ana 1');
	await rig.markStarted('Ana 1#1');
	await restart();

	expect([await rig.markStarted('Ana 1#1'), await rig.markStarted('Ana 1#2')]).toEqual([
		false,
		true,
	]);
});

it('starts no second attempt of a run that may live on a worker', async () => {
	await receive('Ana 1', 'Ben 1');
	await rig.markStarted('Ana 1#1');

	await restart({ runsElsewhere: true });
	await rig.clock.advance(600_000);

	expect(drain(rig.log)).toEqual(['run Ben 1#1']);
	await rig.end('Ben 1#1');
	expect(await rig.position()).toBe(2);
});

it('starts nothing again that was settled', async () => {
	await receive('Ana 1');
	await rig.end('Ana 1#1');

	await restart();

	expect(drain(rig.log)).toEqual([]);
});

it('leaves a run alone that the engine knows and that begins after all', async () => {
	await receive('Ana 1');
	rig.answer = () => Promise.resolve('duplicate');
	await restart();
	await rig.clock.advance(9_000);

	await rig.markStarted('Ana 1#1');
	await rig.clock.advance(600_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1'], 1]);
	expect(await rig.delivery('Ana 1#1')).toMatchObject({ attempt: 1, state: 'settled' });
});

it('starts a second attempt of a run that the engine knows but that never begins', async () => {
	await receive('Ana 1');
	rig.answer = (name) => Promise.resolve(name === 'Ana 1#1' ? 'duplicate' : 'finished');
	await restart();

	await rig.clock.advance(9_999);
	expect(drain(rig.log)).toEqual(['run Ana 1#1']);
	await rig.clock.advance(1);
	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#2'], 1]);
});

it('waits in vain for a run on a worker, and starts no second attempt', async () => {
	await receive('Ana 1');
	rig.answer = () => Promise.resolve('duplicate');
	await restart({ runsElsewhere: true });

	await rig.clock.advance(600_000);

	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 1#1'], 1]);
});

it('never moves its cursor past a run that has not ended', async () => {
	await receive('Ana 1', 'Ben 1', 'Cem 1');

	await rig.end('Cem 1#1');
	expect(await rig.position()).toBe(0);
	await rig.end('Ana 1#1');
	expect(await rig.position()).toBe(1);
	await rig.end('Ben 1#1');
	expect(await rig.position()).toBe(3);
});

it('starts again after a restart exactly what had not ended, in the middle of the log too', async () => {
	await receive('Ana 1', 'Ben 1', 'Cem 1', 'Ana 2');
	await rig.end('Ben 1#1');

	await restart();

	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Cem 1#1']);
	for (const name of ['Ana 1#1', 'Cem 1#1', 'Ana 2#1']) await rig.end(name);
	expect([drain(rig.log), await rig.position()]).toEqual([['run Ana 2#1'], 4]);
});

it('counts a run whose end could not be written as one that died', async () => {
	await receive('Ana 1');
	await rig.markStarted('Ana 1#1');
	book.failNext('settleDelivery');
	await rig.end('Ana 1#1');
	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'error: delivery not settled']);

	await restart();

	expect(drain(rig.log)).toEqual(['run Ana 1#2']);
});
