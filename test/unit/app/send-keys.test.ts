import { drain } from '../support/ordered-log.ts';
import { hold, taken } from '../support/scripted-transport.ts';
import { inWords, sendRig, type SendRig } from '../support/send-rig.ts';
import { failureNamed } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: SendRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await sendRig(book);
	await rig.team.receive('Ana', 'Hi');
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** What was handed over, in order. */
const handed = (): readonly string[] =>
	drain(rig.log).flatMap((line) => (line.startsWith('send ') ? [line.slice(5)] : []));

it('sends once for two drafts with the same key, and tells both', async () => {
	const draft = rig.team.draft('Ana', 'one');

	expect(inWords(await rig.send([draft, draft], { stopOnFailure: false }))).toEqual([
		'sent',
		'sent (again)',
	]);
	expect(handed()).toEqual(['one']);
});

it('never sends a message again whose fate is unknown', async () => {
	rig.transport.script = () => ({ kind: 'unknown', failure: failureNamed('noAnswer') });
	const draft = rig.team.draft('Ana', 'one');
	expect(inWords(await rig.send([draft]))).toEqual(['uncertain: noAnswer']);

	expect(inWords(await rig.send([draft]))).toEqual(['uncertain: noAnswer (again)']);
	expect(handed()).toEqual(['one']);
});

it('waits for a message that an earlier run has on its way', async () => {
	const gate = hold<null>();
	rig.transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	const draft = rig.team.draft('Ana', 'one');
	const first = rig.send([draft]);
	await rig.clock.settle();
	const second = rig.send([draft]);
	await rig.clock.settle();

	gate.release(null);
	await rig.clock.settle();

	expect([inWords(await first), inWords(await second)]).toEqual([['sent'], ['sent (again)']]);
	expect(handed()).toEqual(['one']);
});

it('tries again with the same key what was refused by us', async () => {
	const draft = rig.team.draft('Ben', 'one');
	expect(inWords(await rig.send([draft]))).toEqual(['refused: windowClosed']);

	await rig.team.receive('Ben', 'Hi');

	expect(inWords(await rig.send([draft]))).toEqual(['sent']);
});

it('asks for a sender of the number that the conversation belongs to', async () => {
	const asked: string[] = [];
	const callSender = rig.callSender;
	rig.callSender = (numberId) => {
		asked.push(numberId);
		return callSender(numberId);
	};
	const [first] = await rig.send([rig.team.draft('Ana', 'one')]);
	const conversationId = first?.kind === 'outcome' ? first.outcome.conversation.id : '';
	const reply = rig.team.draft('Ana', 'two', {
		recipient: { kind: 'conversation', conversationId },
	});

	expect(inWords(await rig.send([reply], { numberId: 'another' }))).toEqual(['sent']);
	expect(asked).toEqual([rig.team.numberId, rig.team.numberId]);
});

it('refuses what nobody sends for, and hands nothing over later', async () => {
	rig.callSender = () => Promise.resolve(false);

	expect(inWords(await rig.send([rig.team.draft('Ana', 'one')]))).toEqual([
		'refused: numberNotOpen',
	]);
	rig.pump.wake();
	await rig.clock.settle();
	expect(handed()).toEqual([]);
});

it('takes nothing back that an earlier run has put into the outbox when nobody sends', async () => {
	const notBefore = rig.clock.now() + 3_600_000;
	const expiresAt = notBefore + 3_600_000;
	const draft = rig.team.draft('Ana', 'one', { notBefore, expiresAt });
	await rig.send([draft]);

	rig.callSender = () => Promise.resolve(false);

	expect(inWords(await rig.send([draft]))).toEqual(['queued: notBefore (again)']);
});
