import { drain } from '../support/ordered-log.ts';
import { pumpRig, type PumpRig } from '../support/pump-rig.ts';
import { hold, taken, type Held } from '../support/scripted-transport.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: PumpRig;
let answer: Held<null>;
let ids: readonly string[];
beforeAll(async () => {
	book = await openTestStore();
});

/** A pump with a message to Ana on its way, and one behind it. */
beforeEach(async () => {
	rig = await pumpRig(book);
	answer = hold();
	rig.transport.script = async (message) => {
		await answer.promise;
		return taken(message);
	};
	const { team } = rig;
	await team.receive('Ana', 'Hi');
	ids = await team.queued(team.draft('Ana', 'one'), team.draft('Ana', 'two'));
	await rig.start();
	drain(rig.log);
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** Closes the pump and notes in the log when that has happened. */
const close = (graceMs: number): void => {
	void rig.pump.close(graceMs).then(() => rig.log.push('closed'));
};

it('claims nothing any more from the moment it is closed', async () => {
	const { team, clock, pump } = rig;
	await team.receive('Ben', 'Hi');
	await team.enqueue(team.draft('Ben', 'other'));

	close(5_000);
	pump.wake();
	await clock.advance(60_000);

	expect(drain(rig.log)).toEqual(['closed']);
});

it('waits for what is on its way, writes its outcome, and does not begin the next', async () => {
	close(5_000);
	await rig.clock.advance(4_000);
	expect(drain(rig.log)).toEqual([]);

	answer.release(null);
	await rig.clock.settle();

	expect(drain(rig.log)).toEqual(['settle', 'told of 1', 'closed']);
	expect(await rig.states(...ids)).toEqual(['sent', 'queued: pacing']);
});

it('waits no longer than the grace', async () => {
	close(5_000);

	await rig.clock.advance(4_999);
	expect(drain(rig.log)).toEqual([]);
	await rig.clock.advance(1);
	expect([drain(rig.log), await rig.states(...ids)]).toEqual([
		['closed'],
		['handing', 'queued: pacing'],
	]);
});

it('is closed at once when nothing is on its way, and leaves no sleeper behind', async () => {
	answer.release(null);
	await rig.clock.settle();
	drain(rig.log);

	close(5_000);
	await rig.clock.settle();

	expect([drain(rig.log), rig.clock.asleep]).toEqual([['closed'], []]);
});

it('does not lose an outcome because the store failed once while it closes', async () => {
	book.failNext('settle');
	close(5_000);

	answer.release(null);
	await rig.clock.advance(1_000);

	expect(drain(rig.log)).toEqual([
		'settle',
		'error: outcome not written yet',
		'settle',
		'told of 1',
		'closed',
	]);
	expect(await rig.states(...ids)).toEqual(['sent', 'queued: pacing']);
});

it('may be closed twice', async () => {
	close(5_000);
	close(5_000);
	answer.release(null);
	await rig.clock.settle();

	expect(drain(rig.log)).toEqual(['settle', 'told of 1', 'closed', 'closed']);
});
