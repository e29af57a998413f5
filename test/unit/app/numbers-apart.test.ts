import type { PumpParts } from '../../../src/app/pump.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { HandOverOutcome } from '../../../src/ports/transport.ts';
import { drain } from '../support/ordered-log.ts';
import { pumpRig, type PumpRig } from '../support/pump-rig.ts';
import { textOf, type Script } from '../support/scripted-transport.ts';
import { failureNamed } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

/*
 * Two numbers over one store. Whatever goes wrong with the one, the other sends as if nothing were.
 */

let book: TestStore;
const rigs: PumpRig[] = [];
beforeAll(async () => {
	book = await openTestStore();
});
afterEach(async () => {
	await Promise.all(rigs.splice(0).map((rig) => rig.close()));
});
afterAll(() => book.close());

/** A pump with messages of three customers in its outbox. @returns it, and their ids */
async function busyRig(changes: Partial<PumpParts> = {}) {
	const rig = await pumpRig(book, changes);
	rigs.push(rig);
	const names = ['Ana', 'Ben', 'Cem'];
	for (const name of names) await rig.team.receive(name, 'Hi');
	const ids = await rig.team.queued(...names.map((name) => rig.team.draft(name, `to ${name}`)));
	return { rig, ids };
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const broken = () => Promise.reject(new Error('broken'));
const pacer = (slot: () => Promise<number>): Partial<PumpParts> => ({
	pacer: {
		slot,
		giveBack: () => undefined,
		setPace: () => undefined,
		close: () => Promise.resolve(),
	},
});
const withStore = (change: Partial<Pick<Store, 'claim' | 'settle'>>): Partial<PumpParts> => ({
	store: { claim: book.store.claim, settle: book.store.settle, ...change },
});
const answer =
	(outcome: HandOverOutcome): Script =>
	() =>
		outcome;

const TROUBLES: Readonly<Record<string, { changes?: () => Partial<PumpParts>; script?: Script }>> =
	{
		'never answers': { script: never<HandOverOutcome> },
		'breaks what hands over': { script: broken },
		'refuses all': { script: answer({ kind: 'failed', failure: failureNamed('no') }) },
		'is away': { script: answer({ kind: 'neverLeft', failure: failureNamed('away') }) },
		'has no slot': { changes: () => pacer(never<number>) },
		'breaks its pacer': { changes: () => pacer(broken) },
		'cannot claim': { changes: () => withStore({ claim: broken }) },
		'waits for its claim': { changes: () => withStore({ claim: never }) },
		'cannot write outcomes': { changes: () => withStore({ settle: broken }) },
	};

it.each(Object.entries(TROUBLES))(
	'a number that %s delays no other number',
	async (_trouble, { changes, script }) => {
		const bad = await busyRig(changes?.());
		if (script !== undefined) bad.rig.transport.script = script;
		const good = await busyRig();
		await bad.rig.start();
		await good.rig.start();
		await bad.rig.clock.settle();
		await good.rig.clock.settle();

		expect(await good.rig.states(...good.ids)).toEqual(['sent', 'sent', 'sent']);
		expect(await bad.rig.states(...bad.ids)).not.toContain('sent');
	},
);

it('calls a message uncertain whose hand-over broke, and goes on', async () => {
	const { rig, ids } = await busyRig();
	rig.transport.script = (message) =>
		textOf(message) === 'to Ana'
			? broken()
			: { kind: 'sent', providerId: `wamid.${message.outboxId}` };

	await rig.start();
	await rig.clock.settle();

	expect(await rig.states(...ids)).toEqual(['uncertain: unexpected', 'sent', 'sent']);
	expect(drain(rig.log).filter((line) => line.includes('hand-over'))).toEqual([
		expect.stringContaining('hand-over broke'),
	]);
});
