import type { HandOverOutcome } from '../../../src/ports/transport.ts';
import { drain } from '../support/ordered-log.ts';
import { pumpRig, type PumpRig } from '../support/pump-rig.ts';
import { hold, taken, textOf } from '../support/scripted-transport.ts';
import { failureNamed } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const DAY = 24 * 3_600_000;

let book: TestStore;
let rig: PumpRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await pumpRig(book);
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** The lines of the log that tell what was handed over. */
const sends = (): readonly string[] => drain(rig.log).filter((line) => line.startsWith('send'));

/** Lets Ana write, and puts messages to her into the outbox. */
async function toAna(...texts: readonly string[]): Promise<readonly string[]> {
	const { team, clock } = rig;
	await team.receive('Ana', 'Hi');
	const expiresAt = clock.now() + DAY;
	return await team.queued(...texts.map((text) => team.draft('Ana', text, { expiresAt })));
}

it('tries again after 1, 4, 16, 64 and 256 seconds, then every ten minutes', async () => {
	const failure = failureNamed('rateLimit');
	rig.transport.script = () => ({ kind: 'retry', failure, afterMs: null });
	await toAna('one');
	await rig.start();
	expect(sends()).toEqual(['send one']);

	for (const seconds of [1, 4, 16, 64, 256, 600, 600]) {
		await rig.clock.advance(seconds * 1_000 - 1);
		expect(sends()).toEqual([]);
		await rig.clock.advance(1);
		expect(sends()).toEqual(['send one']);
	}
});

it('tries every half minute at the most while the other side is away', async () => {
	rig.transport.script = () => ({ kind: 'neverLeft', failure: failureNamed('unreachable') });
	await toAna('one');
	await rig.start();
	expect(sends()).toEqual(['send one']);

	for (const seconds of [1, 4, 16, 30, 30]) {
		await rig.clock.advance(seconds * 1_000 - 1);
		expect(sends()).toEqual([]);
		await rig.clock.advance(1);
		expect(sends()).toEqual(['send one']);
	}
});

it('spreads tries by up to a quarter of the pause', async () => {
	rig = await pumpRig(book, { random: () => 0.8 });
	const failure = failureNamed('rateLimit');
	rig.transport.script = () => ({ kind: 'retry', failure, afterMs: null });
	await toAna('one');
	await rig.start();
	drain(rig.log);

	await rig.clock.advance(1_199);
	expect(sends()).toEqual([]);
	await rig.clock.advance(1);
	expect(sends()).toEqual(['send one']);
});

it('waits as long as the other side asks for', async () => {
	const failure = failureNamed('rateLimit');
	rig.transport.script = () => ({ kind: 'retry', failure, afterMs: 42_000 });
	const ids = await toAna('one');
	await rig.start();
	drain(rig.log);

	await rig.clock.advance(41_999);
	expect([sends(), await rig.states(...ids)]).toEqual([[], ['queued: retrying']]);
	await rig.clock.advance(1);
	expect(sends()).toEqual(['send one']);
});

it('keeps the order of a conversation while its first message is to be tried again', async () => {
	const { transport, clock } = rig;
	transport.script = (message) =>
		message.attempt === 1 && textOf(message) === 'one'
			? { kind: 'retry', failure: failureNamed('away'), afterMs: 30_000 }
			: taken(message);
	await toAna('one', 'two');

	await rig.start();
	await clock.advance(29_999);
	expect(sends()).toEqual(['send one']);
	await clock.advance(1);
	expect(sends()).toEqual(['send one', 'send two']);
});

it('gives up a message that is still to be tried again when it expires', async () => {
	const { team, transport, clock } = rig;
	transport.script = () => ({ kind: 'retry', failure: failureNamed('away'), afterMs: 60_000 });
	await team.receive('Ana', 'Hi');
	const expiresAt = clock.now() + 50_000;
	const ids = await team.queued(team.draft('Ana', 'one', { expiresAt }));

	await rig.start();
	await clock.advance(120_000);

	expect([sends(), await rig.states(...ids)]).toEqual([['send one'], ['refused: expired']]);
});

it('never hands a message over again whose fate is unknown', async () => {
	const { transport, clock } = rig;
	transport.script = (message) =>
		textOf(message) === 'one'
			? { kind: 'unknown', failure: failureNamed('noAnswer') }
			: taken(message);
	const ids = await toAna('one', 'two');

	await rig.start();
	rig.pump.wake();
	await clock.advance(3_600_000);

	expect(sends()).toEqual(['send one', 'send two']);
	expect(await rig.states(...ids)).toEqual(['uncertain: noAnswer', 'sent']);
});

it('never hands a message over again that was refused for good', async () => {
	rig.transport.script = () => ({ kind: 'failed', failure: failureNamed('notOnWhatsApp') });
	const ids = await toAna('one');

	await rig.start();
	await rig.clock.advance(3_600_000);

	expect([sends(), await rig.states(...ids)]).toEqual([['send one'], ['failed: notOnWhatsApp']]);
});

it('writes the outcome once the store works again', async () => {
	const { clock } = rig;
	const ids = await toAna('one');
	book.failNext('settle');

	await rig.start();
	expect(await rig.states(...ids)).toEqual(['handing']);
	await clock.advance(1_000);

	expect(await rig.states(...ids)).toEqual(['sent']);
	expect(drain(rig.log).filter((line) => !/slot|claim/.test(line))).toEqual([
		'send one',
		'settle',
		'error: outcome not written yet',
		'settle',
		'told of 1',
	]);
});

it('claims again a second after the store failed', async () => {
	await toAna('one');
	book.failNext('claim');

	await rig.start();
	expect(drain(rig.log)).toEqual(['slot', 'claim', 'error: outbox could not be read']);
	await rig.clock.advance(999);
	expect(sends()).toEqual([]);
	await rig.clock.advance(1);
	expect(sends()).toEqual(['send one']);
});

it('stops when another process has become the sender, and says so once', async () => {
	const { team, clock, log } = rig;
	await rig.start();
	const ids = await toAna('one');
	await book.store.takeOver({ numberId: team.numberId, now: clock.now() });
	drain(log);

	rig.pump.wake();
	await clock.advance(60_000);

	expect(drain(log)).toEqual(['slot', 'claim', 'ownership lost']);
	expect(await rig.states(...ids)).toEqual(['queued: pacing']);
});

it('leaves what the last process had in its hands uncertain, and goes on with the rest', async () => {
	const { team, transport } = rig;
	transport.script = () => hold<HandOverOutcome>().promise;
	const ids = await toAna('one', 'two');
	await rig.start();
	await rig.close();

	const { uncertain } = await book.store.takeOver({
		numberId: team.numberId,
		now: rig.clock.now(),
	});

	expect([uncertain, await rig.states(...ids)]).toEqual([
		1,
		['uncertain: processDied', 'queued: pacing'],
	]);
});
