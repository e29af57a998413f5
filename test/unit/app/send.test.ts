import { width } from '../../../src/app/send.ts';
import type { Draft } from '../../../src/ports/store.ts';
import { drain } from '../support/ordered-log.ts';
import { hold, taken, textOf } from '../support/scripted-transport.ts';
import { inWords, sendRig, type SendRig } from '../support/send-rig.ts';
import { failureNamed, NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: SendRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await sendRig(book);
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** What was handed over, in order. */
const handed = (): readonly string[] =>
	drain(rig.log).flatMap((line) => (line.startsWith('send ') ? [line.slice(5)] : []));

/** A draft each to so many customers who have just written: `1`, `2`, … */
async function drafts(count: number): Promise<readonly Draft[]> {
	const names = Array.from({ length: count }, (_, index) => String(index + 1));
	await Promise.all(names.map((name) => rig.team.receive(name, 'Hi')));
	return names.map((name) => rig.team.draft(name, name));
}

/** Refuses the message with this text for good. */
const refuse = (text: string): void => {
	rig.transport.script = (message) =>
		textOf(message) === text
			? { kind: 'failed', failure: failureNamed('notOnWhatsApp') }
			: taken(message);
};

it('sends a message and tells everything about it', async () => {
	const [draft] = await drafts(1);
	const [result] = await rig.send(draft === undefined ? [] : [draft]);

	const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
	const outboxId = result?.kind === 'outcome' ? result.outcome.outboxId : '';
	expect(result).toEqual({
		kind: 'outcome',
		deduplicated: false,
		outcome: {
			outboxId: id,
			state: 'sent',
			reason: null,
			until: null,
			failure: null,
			windowExpiresAt: NOW + 24 * 3_600_000,
			message: { id: outboxId, providerId: `wamid.${outboxId}`, status: 'sent' },
			number: {
				id: rig.team.numberId,
				label: 'Sales',
				phone: expect.stringMatching(/^\+1555/) as string,
				mode: 'cloud',
				group: null,
			},
			contact: {
				id,
				name: null,
				phone: rig.team.phoneOf('1'),
				lid: null,
				bsuid: null,
				username: null,
			},
			conversation: {
				id,
				status: 'open',
				owner: null,
				labels: [],
				priority: null,
				windowExpiresAt: new Date(NOW + 24 * 3_600_000).toISOString(),
				isNew: false,
			},
		},
	});
});

it('answers at once when there is nothing to send', async () => {
	expect(await rig.send([])).toEqual([]);
});

it('stops at the fourth of five when the fourth is refused, and sends the rest when asked again', async () => {
	const five = await drafts(5);
	refuse('4');

	expect(inWords(await rig.send(five))).toEqual([
		'sent',
		'sent',
		'sent',
		'failed: notOnWhatsApp',
		'not tried',
	]);
	expect(handed()).toEqual(['1', '2', '3', '4']);

	rig.transport.script = taken;
	expect(inWords(await rig.send(five))).toEqual([
		'sent (again)',
		'sent (again)',
		'sent (again)',
		'sent',
		'sent',
	]);
	expect(handed()).toEqual(['4', '5']);
});

it('sends all when a failure does not stop the run', async () => {
	const five = await drafts(5);
	refuse('4');

	expect(inWords(await rig.send(five, { stopOnFailure: false }))).toEqual([
		'sent',
		'sent',
		'sent',
		'failed: notOnWhatsApp',
		'sent',
	]);
	expect(handed()).toEqual(['1', '2', '3', '4', '5']);
});

it('puts everything into the outbox at once when a failure does not stop the run', async () => {
	const gate = hold<null>();
	rig.transport.script = async (message) => {
		await gate.promise;
		return taken(message);
	};
	const results = rig.send(await drafts(30), { stopOnFailure: false });
	await rig.clock.settle();
	expect(rig.transport.onTheWay.now).toBe(30);

	gate.release(null);
	await rig.clock.settle();
	expect(new Set(inWords(await results))).toEqual(new Set(['sent']));
});

it('sends the first ten one by one, then two and four side by side', async () => {
	let gate = hold<null>();
	let passing = 9;
	rig.transport.script = async (message) => {
		passing -= 1;
		if (passing < 0) await gate.promise;
		return taken(message);
	};
	/** Lets those on their way arrive, and so many behind them at once. */
	const pass = async (count: number): Promise<void> => {
		passing = count;
		gate.release(null);
		gate = hold();
		await rig.clock.settle();
	};
	const results = rig.send(await drafts(24));
	await rig.clock.settle();
	expect([handed().length, rig.transport.onTheWay]).toEqual([10, { now: 1, most: 1 }]);

	await pass(0);
	expect([handed().length, rig.transport.onTheWay]).toEqual([2, { now: 2, most: 2 }]);
	await pass(8);
	expect([handed().length, rig.transport.onTheWay]).toEqual([12, { now: 4, most: 4 }]);
	await pass(0);
	expect(inWords(await results)).toEqual(Array.from({ length: 24 }, () => 'sent'));
});

it.each([
	[0, 1],
	[9, 1],
	[10, 2],
	[19, 2],
	[20, 4],
	[59, 32],
	[60, 64],
	[10_000, 64],
])('after %d successes has %d under way', (succeeded, expected) => {
	expect(width(succeeded)).toBe(expected);
});

it('counts a refusal of ours as no failure: the run goes on', async () => {
	const [first, second] = await drafts(2);
	const closed = rig.team.draft('never wrote', 'too late');
	const all = [first, closed, second].filter((draft) => draft !== undefined);

	expect(inWords(await rig.send(all))).toEqual(['sent', 'refused: windowClosed', 'sent']);
});

it('stops at a recipient that is not of this workspace', async () => {
	const [first] = await drafts(1);
	const stranger = rig.team.draft('x', 'x', {
		recipient: { kind: 'conversation', conversationId: 'nobody' },
	});
	const all = [stranger, first].filter((draft) => draft !== undefined);

	expect(inWords(await rig.send(all))).toEqual(['no such conversation', 'not tried']);
	expect(handed()).toEqual([]);
});

it('names what is not known: the conversation or the contact', async () => {
	const strangers = [
		rig.team.draft('x', 'x', {
			recipient: { kind: 'conversation', conversationId: 'nobody' },
		}),
		rig.team.draft('y', 'y', { recipient: { kind: 'contact', contactId: 'nobody' } }),
	];

	expect(inWords(await rig.send(strangers, { stopOnFailure: false }))).toEqual([
		'no such conversation',
		'no such contact',
	]);
});
