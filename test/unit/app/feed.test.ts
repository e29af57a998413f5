import { consumerOf } from '../../../src/app/feed.ts';
import { isId } from '../../../src/domain/ids.ts';
import { feedRig, type FeedRig } from '../support/feed-rig.ts';
import { drain } from '../support/ordered-log.ts';
import { makeTeam, NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let book: TestStore;
let rig: FeedRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await feedRig(book);
});
afterEach(() => rig.close());
afterAll(() => book.close());

/** Messages of customers: `Ana 1` is Ana's. */
async function receive(...texts: readonly string[]): Promise<void> {
	for (const text of texts) await rig.team.receive(text.split(' ')[0] ?? '', text);
	await rig.clock.settle();
}

/** Answers every run with its end. */
const finishAll = (): void => {
	rig.answer = () => Promise.resolve('finished');
};

it('starts a run for a message, with everything that belongs to it', async () => {
	await rig.open({ includeRaw: true });
	await receive('Ana 1');

	const { team, consumer } = rig;
	const [run] = rig.emitted;
	const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
	expect(isId(run?.item.eventId ?? '')).toBe(true);
	expect(run).toEqual({
		key: `${consumer}:${run?.item.eventId}:1`,
		item: {
			event: 'message.received',
			eventId: id,
			attempt: 1,
			workspace: team.workspaceId,
			number: {
				id: team.numberId,
				label: 'Sales',
				phone: expect.stringMatching(/^\+1555/) as string,
				mode: 'cloud',
				group: null,
			},
			contact: {
				id,
				name: null,
				phone: team.phoneOf('Ana'),
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
				isNew: true,
			},
			message: {
				id,
				providerId: expect.stringMatching(/^wamid\.in-/) as string,
				type: 'text',
				text: 'Ana 1',
				replyTo: null,
				sentAt: new Date(NOW).toISOString(),
				direction: 'in',
				origin: 'customer',
			},
			raw: null,
		},
	});
});

it('runs the messages of a conversation one after another, two conversations side by side', async () => {
	await rig.open();
	await receive('Ana 1', 'Ana 2', 'Ben 1', 'Ana 3', 'Ben 2');
	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Ben 1#1']);

	await rig.end('Ben 1#1');
	expect(drain(rig.log)).toEqual(['run Ben 2#1']);
	await rig.end('Ana 1#1');
	expect(drain(rig.log)).toEqual(['run Ana 2#1']);
	await rig.end('Ana 2#1');
	expect(drain(rig.log)).toEqual(['run Ana 3#1']);
});

it('waits for no previous run where order is off', async () => {
	await rig.open({ order: 'none' });
	await receive('Ana 1', 'Ana 2', 'Ana 3');

	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Ana 2#1', 'run Ana 3#1']);
});

it('has as many runs at once as it may, and one more only after one has ended', async () => {
	await rig.open({ maxParallelRuns: 3 });
	await receive('Ana 1', 'Ben 1', 'Cem 1', 'Dai 1', 'Eva 1');
	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Ben 1#1', 'run Cem 1#1']);

	await rig.end('Ben 1#1');
	expect(drain(rig.log)).toEqual(['run Dai 1#1']);
});

it('lets the next message go when the run before it takes too long', async () => {
	await rig.open({ maxWaitForPreviousMs: 60_000 });
	await receive('Ana 1', 'Ana 2');
	drain(rig.log);

	await rig.clock.advance(59_999);
	expect(drain(rig.log)).toEqual([]);
	await rig.clock.advance(1);
	expect(drain(rig.log)).toEqual(['run Ana 2#1']);
});

it('counts a run that takes too long among those that run', async () => {
	await rig.open({ maxWaitForPreviousMs: 60_000, maxParallelRuns: 2 });
	await receive('Ana 1', 'Ana 2', 'Ben 1', 'Cem 1');
	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Ben 1#1']);

	await rig.clock.advance(600_000);
	expect(drain(rig.log)).toEqual([]);
	await rig.end('Ana 1#1');
	expect(drain(rig.log)).toEqual(['run Cem 1#1']);
});

it('reads on while messages come, without waiting for the next look', async () => {
	finishAll();
	await rig.open();

	await receive('Ana 1');
	await receive('Ana 2');

	expect(drain(rig.log)).toEqual(['run Ana 1#1', 'run Ana 2#1']);
});

it('reads again a second after the store failed', async () => {
	finishAll();
	await rig.open();
	book.failNext('readFeed');
	await receive('Ana 1');
	expect(drain(rig.log)).toEqual(['error: log could not be read']);

	await rig.clock.advance(1_000);
	expect(drain(rig.log)).toEqual(['run Ana 1#1']);
});

it('begins where the log ends when it is told to, and goes on where it was otherwise', async () => {
	finishAll();
	await receive('Ana 1');
	(await rig.open({ from: 'end' })).close();
	await receive('Ana 2');
	(await rig.open({ from: 'resume' })).close();
	expect(drain(rig.log)).toEqual(['run Ana 2#1']);

	await receive('Ana 3');
	await rig.open({ from: 'end' });
	await receive('Ana 4');
	expect(drain(rig.log)).toEqual(['run Ana 4#1']);
});

it('begins at the end of the log when it is new, whatever it is told', async () => {
	await receive('Ana 1');
	await rig.open({ from: 'resume' });
	await receive('Ana 2');

	expect(drain(rig.log)).toEqual(['run Ana 2#1']);
});

it('hears one number alone, or all of the workspace', async () => {
	const other = await makeTeam(book.store, rig.team);
	await rig.open({ consumer: 'all', numberId: null });
	await rig.open({ consumer: 'one', numberId: rig.team.numberId });

	await receive('Ana 1');
	await other.receive('Ben', 'Ben to the other');
	await rig.clock.settle();

	expect(rig.emitted.map(({ item, key }) => [key.split(':')[0], item.message?.text])).toEqual([
		['all', 'Ana 1'],
		['one', 'Ana 1'],
		['all', 'Ben to the other'],
	]);
});

it('passes over events it does not listen to, and does not read them again', async () => {
	await rig.open({ types: ['message.failed'] });
	await receive('Ana 1', 'Ana 2');
	// The place is kept when there is nothing else to do.
	await rig.clock.advance(5_000);

	expect([drain(rig.log), await rig.position()]).toEqual([[], 2]);
});

it('takes in more messages than it reads at once', async () => {
	const messages = 250;
	finishAll();
	await rig.open();
	const texts = Array.from({ length: messages }, (_, index) => `Ana ${index}`);
	await Promise.all(texts.map((text) => rig.team.receive('Ana', text)));
	await rig.clock.settle();

	expect([drain(rig.log).length, await rig.position()]).toEqual([messages, messages]);
});

it('reads no more than two pages ahead of the runs', async () => {
	(await rig.open()).close();
	const texts = Array.from({ length: 250 }, (_, index) => `Ana ${index}`);
	await Promise.all(texts.map((text) => rig.team.receive('Ana', text)));
	const readAfter: unknown[] = [];
	book.listen((name, input) => {
		if (name === 'readFeed') readAfter.push((input as { readonly after: number }).after);
	});
	await rig.open();
	await rig.clock.advance(60_000);
	// The second and third event are the beginning of contact and conversation.
	expect(readAfter).toEqual([0, 102]);

	await rig.end(drain(rig.log)[0]?.replace('run ', '') ?? '');
	book.listen(null);
	expect(readAfter).toEqual([0, 102, 202]);
});

it('is named after who listens and where', () => {
	expect(consumerOf('flow:node', 'acme')).toBe('flow:node:acme');
});
