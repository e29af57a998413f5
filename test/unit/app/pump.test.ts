import { NO_CAPS } from '../../../src/domain/caps/caps.ts';
import type { HandOverOutcome } from '../../../src/ports/transport.ts';
import { drain } from '../support/ordered-log.ts';
import { pumpRig, type PumpRig } from '../support/pump-rig.ts';
import { hold, taken, textOf } from '../support/scripted-transport.ts';
import { failureNamed, NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

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

it('waits for a slot before it claims, and hands over right after the claim', async () => {
	const { team, log } = rig;
	await team.receive('Ana', 'Hi');
	await team.enqueue(team.draft('Ana', 'one'));

	await rig.start();

	expect(log).toEqual(['slot', 'claim', 'send one', 'settle', 'told of 1']);
});

it('asks for more until nothing waits, and then no more until something comes', async () => {
	const { team, log } = rig;
	await team.receive('Ana', 'Hi');
	await team.enqueue(team.draft('Ana', 'one'));
	await team.enqueue(team.draft('Ana', 'two'));
	await rig.start();
	expect(sends()).toEqual(['send one', 'send two']);

	await team.enqueue(team.draft('Ana', 'three'));
	rig.pump.wake();
	await rig.clock.settle();

	expect(log).toEqual(['slot', 'claim', 'send three', 'settle', 'told of 1']);
});

it('never claims while it waits for a slot', async () => {
	const slot = hold<number>();
	rig = await pumpRig(book, {
		pacer: {
			slot: () => slot.promise,
			giveBack: () => undefined,
			setPace: () => undefined,
			close: () => Promise.resolve(),
		},
	});
	await rig.team.receive('Ana', 'Hi');
	const ids = await rig.team.queued(rig.team.draft('Ana', 'one'));

	await rig.start();
	await rig.clock.advance(60_000);
	expect([drain(rig.log), await rig.states(...ids)]).toEqual([[], ['queued: pacing']]);

	slot.release(1);
	await rig.clock.settle();
	expect(drain(rig.log).slice(0, 2)).toEqual(['claim', 'send one']);
});

it('claims what is best when the slot comes, not what was best when it began to wait', async () => {
	const slot = hold<number>();
	rig = await pumpRig(book, {
		pacer: {
			slot: () => slot.promise,
			giveBack: () => undefined,
			setPace: () => undefined,
			close: () => Promise.resolve(),
		},
	});
	const { team } = rig;
	for (const name of ['Ana', 'Ben']) await team.receive(name, 'Hi');
	await team.enqueue(team.draft('Ana', 'campaign', { category: 'marketing' }));
	await rig.start();
	await team.enqueue(team.draft('Ben', 'answer'));

	slot.release(1);
	await rig.clock.settle();

	expect(sends()).toEqual(['send answer', 'send campaign']);
});

it('has never more on their way than it may', async () => {
	const gate = hold<null>();
	rig = await pumpRig(book, { concurrency: 3 });
	const { team, transport } = rig;
	transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	const names = ['Ana', 'Ben', 'Cem', 'Dai', 'Eva'];
	for (const name of names) await team.receive(name, 'Hi');
	await team.enqueue(...names.map((name) => team.draft(name, `to ${name}`)));

	await rig.start();
	expect(sends()).toEqual(['send to Ana', 'send to Ben', 'send to Cem']);

	gate.release(null);
	await rig.clock.settle();
	expect(sends()).toEqual(['send to Dai', 'send to Eva']);
	expect(transport.onTheWay).toEqual({ now: 0, most: 3 });
});

it('claims no more than there is room for when a slot lets several through', async () => {
	rig = await pumpRig(book, {
		concurrency: 2,
		pacer: {
			slot: () => Promise.resolve(10),
			giveBack: () => undefined,
			setPace: () => undefined,
			close: () => Promise.resolve(),
		},
	});
	const { team, transport } = rig;
	transport.script = () => hold<HandOverOutcome>().promise;
	const names = ['Ana', 'Ben', 'Cem'];
	for (const name of names) await team.receive(name, 'Hi');
	await team.enqueue(...names.map((name) => team.draft(name, `to ${name}`)));

	await rig.start();

	expect(transport.onTheWay).toEqual({ now: 2, most: 2 });
});

it('takes the pace of an edited credential on at the next claim, without being opened anew', async () => {
	const paces: number[] = [];
	rig = await pumpRig(book, {
		pacer: {
			slot: () => Promise.resolve(5),
			giveBack: () => undefined,
			setPace: (perSecond) => void paces.push(perSecond),
			close: () => Promise.resolve(),
		},
	});
	const { team, clock, pump } = rig;
	const names = Array.from({ length: 9 }, (_, n) => `Customer ${n}`);
	for (const name of names) await team.receive(name, 'Hi');
	await rig.start();
	const edited = async (ownPerSecond: number | null) => {
		const values = { label: 'Sales', group: null, timeZone: null, defaultCountry: null };
		const said = { credentialId: '', values, rules: NO_CAPS, ownPerSecond };
		await book.store.noteCredential({ numberId: team.numberId, ...said, now: NOW });
		pump.wake();
		await clock.settle();
	};
	await edited(3);
	await team.enqueue(...names.map((name) => team.draft(name, name)));
	pump.wake();
	await clock.settle();
	const sent = [sends().length];
	for (const ms of [1_000, 1]) {
		await clock.advance(ms);
		sent.push(sends().length);
	}
	await edited(null);
	await clock.advance(1_001);

	expect([sent, sends().length, paces]).toEqual([[3, 0, 3], 3, [3, 1_000]]);
});

it('has one message per conversation on its way, in the order they were written', async () => {
	const { team, transport, clock } = rig;
	const first = hold<HandOverOutcome>();
	transport.script = (message) => (textOf(message) === 'one' ? first.promise : taken(message));
	for (const name of ['Ana', 'Ben']) await team.receive(name, 'Hi');
	await team.enqueue(
		team.draft('Ana', 'one'),
		team.draft('Ana', 'two'),
		team.draft('Ben', 'other'),
		team.draft('Ana', 'three'),
	);

	await rig.start();
	expect(sends()).toEqual(['send one', 'send other']);

	first.release({ kind: 'sent', providerId: 'wamid.first' });
	await clock.settle();
	expect(sends()).toEqual(['send two', 'send three']);
});

it('goes on at once when it hears the bell, without waiting for the next look', async () => {
	const { team, clock, pump } = rig;
	await team.receive('Ana', 'Hi');
	await rig.start();
	drain(rig.log);
	await team.enqueue(team.draft('Ana', 'one'));
	await clock.settle();
	expect(drain(rig.log)).toEqual([]);

	pump.wake();
	await clock.settle();
	expect(sends()).toEqual(['send one']);
});

it('looks by itself every five seconds', async () => {
	const { team, clock } = rig;
	await team.receive('Ana', 'Hi');
	await rig.start();
	await team.enqueue(team.draft('Ana', 'one'));
	drain(rig.log);

	await clock.advance(4_999);
	expect(sends()).toEqual([]);
	await clock.advance(1);
	expect(sends()).toEqual(['send one']);
});

it('sends a message that is due later at its time, to the millisecond', async () => {
	const { team, clock } = rig;
	await team.receive('Ana', 'Hi');
	await team.enqueue(team.draft('Ana', 'later', { notBefore: clock.now() + 7_321 }));
	await rig.start();

	await clock.advance(7_320);
	expect(sends()).toEqual([]);
	await clock.advance(1);
	expect(sends()).toEqual(['send later']);
});

it('leaves messages of a number that may not send alone, without looking all the time', async () => {
	const { team, clock, log } = rig;
	await team.receive('Ana', 'Hi');
	const ids = await team.queued(team.draft('Ana', 'one'));
	await team.setState('restricted');

	await rig.start();
	await clock.advance(10_000);
	expect(drain(log)).toEqual(['slot', 'claim', 'slot', 'claim', 'slot', 'claim']);
	expect(await rig.states(...ids)).toEqual(['queued: numberNotReady']);

	await team.setState('ready');
	await clock.advance(5_000);
	expect(sends()).toEqual(['send one']);
});

it('tells of messages that were refused at the claim', async () => {
	const { team, log } = rig;
	const ids = await team.queued(team.draft('Ana', 'nobody wrote'));

	await rig.start();

	expect(drain(log)).toEqual(['slot', 'claim', 'told of 1']);
	expect(await rig.states(...ids)).toEqual(['refused: windowClosed']);
});

it('keeps two failing customers from holding up a third', async () => {
	const { team, transport, clock } = rig;
	transport.script = (message) =>
		textOf(message) === 'good'
			? taken(message)
			: { kind: 'retry', failure: failureNamed('away'), afterMs: null };
	for (const name of ['Ana', 'Ben', 'Cem']) await team.receive(name, 'Hi');
	await team.enqueue(
		team.draft('Ana', 'bad 1'),
		team.draft('Ben', 'bad 2'),
		team.draft('Cem', 'good'),
	);

	await rig.start();
	await clock.settle();

	expect(sends()).toEqual(['send bad 1', 'send bad 2', 'send good']);
});
