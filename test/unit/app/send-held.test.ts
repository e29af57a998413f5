import type { SendRequest } from '../../../src/app/send.ts';
import { drain } from '../support/ordered-log.ts';
import { inWords, sendRig, type SendRig } from '../support/send-rig.ts';
import { NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let book: TestStore;
let rig: SendRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await sendRig(book);
	await rig.team.receive('Ana', 'Hi');
	await rig.team.receive('Ben', 'Hi');
});
afterEach(() => rig.close());
afterAll(() => book.close());

const answers = (): readonly string[] => drain(rig.log).filter((line) => line.startsWith('at '));
const sends = (): readonly string[] => drain(rig.log).filter((line) => line.startsWith('send'));

/** Sends one message to Ana that may not go before this time. */
async function sendLater(notBefore: number, changes: Partial<SendRequest>): Promise<void> {
	const draft = rig.team.draft('Ana', 'later', { notBefore, expiresAt: NOW + 9 * HOUR });
	const results = rig.send([draft], { stopOnFailure: false, ...changes });
	void results.then((all) =>
		rig.log.push(`at ${rig.clock.now() - NOW}: ${inWords(all).join(', ')}`),
	);
	await rig.clock.settle();
}

it('waits as long as it is told to for what goes within that time', async () => {
	await sendLater(NOW + 9 * MINUTE, { whenHeld: 'wait', waitMs: 10 * MINUTE });
	await rig.clock.advance(9 * MINUTE - 1);
	expect(answers()).toEqual([]);
	await rig.clock.advance(5_001);

	expect(answers()).toEqual([`at ${9 * MINUTE}: sent`]);
});

it('does not wait for what is known to go later than that', async () => {
	await sendLater(NOW + 10 * MINUTE + 1, { whenHeld: 'wait', waitMs: 10 * MINUTE });

	expect(answers()).toEqual(['at 0: queued: notBefore']);
});

it('waits to the end for a number that is paused, which nobody knows how long; without being told so not at all', async () => {
	const { numberId } = rig.team;
	await book.store.pauseNumber({ numberId, isPaused: true, now: NOW });
	await sendLater(NOW, { whenHeld: 'output' });
	// It might have gone at once: a moment is waited for news of it.
	await rig.clock.advance(99);
	expect(answers()).toEqual([]);
	await rig.clock.advance(1);
	expect(answers()).toEqual(['at 100: queued: numberPaused']);
	await sendLater(NOW, { whenHeld: 'wait', waitMs: MINUTE });
	await rig.clock.advance(MINUTE - 1);
	expect(answers()).toEqual([]);
	await rig.clock.advance(5_000);

	expect(answers()).toEqual(['at 60100: queued: numberPaused (again)']);
});

it('takes back what would have to wait, and says why: it never goes', async () => {
	await sendLater(NOW + HOUR, { whenHeld: 'error' });
	expect(answers()).toEqual(['at 0: held: notBefore']);
	await rig.clock.advance(2 * HOUR);

	expect(sends()).toEqual([]);
});

it('does not say so of what could not be taken back at once, and looks again', async () => {
	const { store } = book;
	const cancel = store.cancel.bind(store);
	let isRefused = true;
	Object.assign(store, {
		cancel: async (input: Parameters<typeof cancel>[0]) => {
			if (!isRefused) return await cancel(input);
			isRefused = false;
			return { cancelled: 0 };
		},
	});
	await sendLater(NOW + HOUR, { whenHeld: 'error' });
	expect(answers()).toEqual([]);
	await rig.clock.advance(1_000);
	expect(answers()).toEqual(['at 1000: held: notBefore']);
	await rig.clock.advance(2 * HOUR);

	expect(sends()).toEqual([]);
	Object.assign(store, { cancel });
});

it('still sends what need not wait', async () => {
	const results = await rig.send([rig.team.draft('Ana', 'now')], { whenHeld: 'error' });

	expect(inWords(results)).toEqual(['sent']);
});

it('leaves alone what an earlier run asked for, too', async () => {
	const draft = rig.team.draft('Ana', 'later', {
		notBefore: NOW + HOUR,
		expiresAt: NOW + 9 * HOUR,
	});
	await rig.send([draft]);
	const again = await rig.send([draft], { whenHeld: 'error' });
	expect(inWords(again)).toEqual(['held: notBefore']);
	await rig.clock.advance(HOUR + 5_000);

	expect(sends()).toEqual(['send later']);
});

it('ends a run that stops at the first failure', async () => {
	const later = { notBefore: NOW + HOUR, expiresAt: NOW + 9 * HOUR };
	const drafts = [rig.team.draft('Ana', 'later', later), rig.team.draft('Ben', 'now')];

	expect(inWords(await rig.send(drafts, { whenHeld: 'error' }))).toEqual([
		'held: notBefore',
		'not tried',
	]);
});
