import { CLOUD_RECIPIENT_PACE as pace } from '../../../src/domain/caps/recipient-pace.ts';
import { feedRig, type FeedRig } from '../support/feed-rig.ts';
import { drain } from '../support/ordered-log.ts';
import { NOW } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

/*
 * Messages that are replies to a run of the same workflow: they are that run's business.
 */

let book: TestStore;
let rig: FeedRig;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	rig = await feedRig(book);
	rig.answer = () => Promise.resolve('finished');
	await rig.open();
});
afterEach(() => rig.close());
afterAll(() => book.close());

async function receive(name: string, text: string): Promise<void> {
	await rig.team.receive(name, text, rig.clock.now());
	await rig.clock.settle();
}

/** A run of the workflow asks a customer, who has written, and gets a reply. */
async function askedAndReplied(): Promise<string> {
	const { team } = rig;
	await receive('Ana', 'Hello');
	drain(rig.log);
	const wait = { run: team.workspaceId, workflowId: 'flow', parentWorkflowId: null };
	const [outboxId = ''] = await team.queued(
		team.draft('Ana', `Question of ${team.workspaceId}`, {
			wait: { ...wait, isTest: false, address: 'sealed', withinMs: 60_000 },
		}),
	);
	const { numberId } = team;
	const { fence } = await book.store.takeOver({ numberId, now: NOW });
	await book.store.claim({ numberId, fence, limit: 1, pace, random: 0.5, now: NOW });
	await receive('Ana', '4711');
	return outboxId;
}

const settle = (outboxId: string, fate: 'resumed' | 'gone') =>
	book.store.settleWait({ outboxId, run: rig.team.workspaceId, fate, now: rig.clock.now() });

it('starts no run for a reply that the run which waited has gone on with', async () => {
	const outboxId = await askedAndReplied();
	expect([drain(rig.log), await rig.position()]).toEqual([[], 1]);
	await settle(outboxId, 'resumed');
	await rig.clock.advance(250);

	expect([drain(rig.log), await rig.position()]).toEqual([[], 2]);
});

it('starts a run for the reply if the one that waited is gone', async () => {
	const outboxId = await askedAndReplied();
	await rig.clock.advance(10_000);
	expect(drain(rig.log)).toEqual([]);
	await settle(outboxId, 'gone');
	await rig.clock.advance(250);

	expect([drain(rig.log), await rig.position()]).toEqual([['run 4711#1'], 2]);
});

it('keeps what the customer writes next until it is known who takes the reply', async () => {
	const outboxId = await askedAndReplied();
	await receive('Ana', 'Are you there?');
	await receive('Ben', 'Good morning');
	expect(drain(rig.log)).toEqual(['run Good morning#1']);
	await settle(outboxId, 'gone');
	await rig.clock.advance(250);

	expect(drain(rig.log)).toEqual(['run 4711#1', 'run Are you there?#1']);
});

it('starts a run of another workflow for the reply at once', async () => {
	await rig.open({ consumer: `other:node:${rig.team.workspaceId}` });
	const outboxId = await askedAndReplied();

	expect(drain(rig.log)).toEqual(['run 4711#1']);
	await settle(outboxId, 'resumed');
	await rig.clock.advance(250);
	expect(drain(rig.log)).toEqual([]);
});

it('goes on with it after a restart', async () => {
	const outboxId = await askedAndReplied();
	await rig.close();
	await rig.open({}, new Map());
	await rig.clock.advance(10_000);
	expect(drain(rig.log)).toEqual([]);
	await settle(outboxId, 'resumed');
	await rig.clock.advance(250);

	expect([drain(rig.log), await rig.position()]).toEqual([[], 2]);
});

it('asks again where the store could not say', async () => {
	const outboxId = await askedAndReplied();
	book.failNext('waitFate');
	await settle(outboxId, 'gone');
	await rig.clock.advance(5_250);

	expect(drain(rig.log)).toEqual(['warn: reply could not be followed', 'run 4711#1']);
});
