import type { SendResult } from '../../../src/app/send.ts';
import type { HandOverOutcome } from '../../../src/ports/transport.ts';
import { drain } from '../support/ordered-log.ts';
import { hold, taken } from '../support/scripted-transport.ts';
import { inWords, sendRig, type SendRig } from '../support/send-rig.ts';
import { failureNamed, NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const HOUR = 3_600_000;

let book: TestStore;
let rig: SendRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await sendRig(book);
	for (const name of ['Ana', 'Ben', 'Cem']) await rig.team.receive(name, 'Hi');
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** Notes when a run gets its answers: `at <ms>: <answers>`. */
const told = (results: Promise<readonly SendResult[]>): void => {
	void results.then((all) =>
		rig.log.push(`at ${rig.clock.now() - NOW}: ${inWords(all).join(', ')}`),
	);
};

/** The answers that came, without what else was logged. */
const answers = (): readonly string[] => drain(rig.log).filter((line) => line.startsWith('at '));

/** Until when the first message is held. */
const untilOf = ([first]: readonly SendResult[]): number | null =>
	first?.kind === 'outcome' ? first.outcome.until : null;

it('says after half a minute that a message is still queued, and until when', async () => {
	await rig.close();
	rig = await sendRig(book, 'elsewhere');
	await rig.team.receive('Ana', 'Hi');
	const results = rig.send([rig.team.draft('Ana', 'one')]);
	told(results);

	await rig.clock.advance(29_999);
	expect(answers()).toEqual([]);
	await rig.clock.advance(1);
	expect(answers()).toEqual(['at 30000: queued: pacing']);
	expect(untilOf(await results)).toBe(NOW + 30_000);
});

it('puts the rest into the outbox when the time is over, so that it goes later', async () => {
	await rig.team.setState('restricted');
	const names = ['Ana', 'Ben', 'Cem'];
	told(rig.send(names.map((name) => rig.team.draft(name, `to ${name}`))));
	await rig.clock.advance(30_000);
	const held = 'queued: numberNotReady';
	expect(answers()).toEqual([`at 30000: ${held}, ${held}, ${held}`]);

	await rig.team.setState('ready');
	rig.pump.wake();
	await rig.clock.settle();
	expect(drain(rig.log).filter((line) => line.startsWith('send'))).toEqual([
		'send to Ana',
		'send to Ben',
		'send to Cem',
	]);
});

it('answers at once when a message is held far beyond the half minute', async () => {
	const notBefore = NOW + HOUR;
	const draft = rig.team.draft('Ana', 'one', { notBefore, expiresAt: NOW + 2 * HOUR });
	const results = await rig.send([draft]);

	expect([inWords(results), untilOf(results)]).toEqual([['queued: notBefore'], notBefore]);
});

it('goes on with the next message when one is held', async () => {
	const later = { notBefore: NOW + HOUR, expiresAt: NOW + 2 * HOUR };
	const both = [rig.team.draft('Ana', 'later', later), rig.team.draft('Ben', 'now')];

	expect(inWords(await rig.send(both))).toEqual(['queued: notBefore', 'sent']);
});

it('answers when the next try comes too late for the half minute', async () => {
	const failure = failureNamed('rateLimit');
	rig.transport.script = () => ({ kind: 'retry', failure, afterMs: 20_000 });
	const results = rig.send([rig.team.draft('Ana', 'one')]);
	told(results);

	await rig.clock.advance(20_000);

	expect(answers()).toEqual(['at 20000: queued: retrying']);
	expect(untilOf(await results)).toBe(NOW + 40_000);
});

it('waits for a message to a customer who is written to too fast', async () => {
	const many = Array.from({ length: 46 }, (_, index) => rig.team.draft('Ana', `${index}`));
	told(rig.send(many, { stopOnFailure: false }));

	await rig.clock.advance(5_999);
	expect(answers()).toEqual([]);
	await rig.clock.advance(1);
	expect(answers()).toEqual([`at 6000: ${many.map(() => 'sent').join(', ')}`]);
});

it('waits a little longer for a message that is on its way, and then says so', async () => {
	rig.transport.script = () => hold<HandOverOutcome>().promise;
	told(rig.send([rig.team.draft('Ana', 'one')]));

	await rig.clock.advance(54_999);
	expect(answers()).toEqual([]);
	await rig.clock.advance(1);
	expect(answers()).toEqual(['at 55000: handing']);
});

it('hears of an outcome in the grace at once', async () => {
	const gate = hold<null>();
	rig.transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	told(rig.send([rig.team.draft('Ana', 'one')]));
	await rig.clock.advance(41_500);

	gate.release(null);
	await rig.clock.settle();

	expect(answers()).toEqual(['at 41500: sent']);
});

it('looks into the store every second, for another process may be the sender', async () => {
	await rig.close();
	rig = await sendRig(book, 'elsewhere');
	await rig.team.receive('Ana', 'Hi');
	told(rig.send([rig.team.draft('Ana', 'one')]));
	// The first time it looks sooner: whether something holds it.
	await rig.clock.advance(100);

	await rig.start();
	expect(answers()).toEqual([]);
	await rig.clock.advance(1_000);

	expect(answers()).toEqual(['at 1100: sent']);
});

it('takes back what is not handed over yet when the run is cancelled, and nothing else', async () => {
	const gate = hold<null>();
	const cancelled = new AbortController();
	rig.transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	const drafts = ['one', 'two'].map((text) => rig.team.draft('Ana', text));
	told(rig.send(drafts, { stopOnFailure: false, signal: cancelled.signal }));
	await rig.clock.settle();

	cancelled.abort();
	await rig.clock.advance(2_000);
	expect(answers()).toEqual([]);
	gate.release(null);
	await rig.clock.settle();

	expect(answers()).toEqual(['at 2000: sent, cancelled']);
	expect(drain(rig.log).filter((line) => line.startsWith('send'))).toEqual([]);
});

it('tries nothing more when the run is cancelled', async () => {
	const cancelled = new AbortController();
	const gate = hold<null>();
	rig.transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	const drafts = ['Ana', 'Ben'].map((name) => rig.team.draft(name, `to ${name}`));
	const results = rig.send(drafts, { signal: cancelled.signal });
	await rig.clock.settle();
	cancelled.abort();
	gate.release(null);
	await rig.clock.settle();

	expect(inWords(await results)).toEqual(['sent', 'not tried']);
});

it('sends nothing for a run that was cancelled before it began', async () => {
	const signal = AbortSignal.abort();

	expect(inWords(await rig.send([rig.team.draft('Ana', 'one')], { signal }))).toEqual([
		'not tried',
	]);
});
