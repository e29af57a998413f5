import { Feed } from '../../../src/app/feed.ts';
import { silentLogger } from '../../../src/ports/logger.ts';
import type { CommitListener } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';

let clock: HandClock;
let reads: number;
let commit: CommitListener;
let feed: Feed | undefined;
beforeEach(() => {
	clock = new HandClock(0);
	reads = 0;
});
afterEach(() => feed?.close());

/** Opens a feed over a log in which nothing stands. */
async function listen(numberId: string | null): Promise<void> {
	const nothing = () => Promise.reject(new Error('Not asked for'));
	feed = new Feed(
		{
			store: {
				openCursor: () => Promise.resolve({ position: 0 }),
				readFeed() {
					reads += 1;
					return Promise.resolve({ entries: [], readUpTo: 0 });
				},
				onCommit(listener) {
					commit = listener;
					return () => undefined;
				},
				...{ beginDelivery: nothing, getDelivery: nothing, waitFate: nothing },
				...{ settleDelivery: nothing, moveCursor: nothing },
			},
			clock,
			logger: silentLogger,
			runs: new Map(),
			emit: nothing,
		},
		{
			...{ consumer: 'flow:Trigger', workspaceId: 'shop', numberId, runsElsewhere: false },
			...{ types: ['message.received'], includeRaw: false, from: 'resume' },
			...{ order: 'none', maxWaitForPreviousMs: 0, maxParallelRuns: 1 },
		},
	);
	await feed.start();
	await clock.settle();
}

/** How often the log is read because of a commit. */
async function readsAfter(...news: Parameters<CommitListener>): Promise<number> {
	const before = reads;
	commit(...news);
	await clock.settle();
	return reads - before;
}

it.each<[string, Parameters<CommitListener>, number, number]>([
	['of its number', ['receiveBatch', 'sales'], 1, 1],
	['of another number', ['receiveBatch', 'support'], 0, 1],
	['that names no number', ['setConsent', null], 1, 1],
	['of another process', ['elsewhere', null], 1, 1],
	['of templates, which are the whole account’s', ['noteTemplates', 'support'], 1, 1],
	['that tells nothing', ['claim', 'sales'], 0, 0],
])('looks at the log after a commit %s', async (_what, news, ofNumber, ofWorkspace) => {
	await listen('sales');
	expect(await readsAfter(...news)).toBe(ofNumber);
	feed?.close();
	await listen(null);
	expect(await readsAfter(...news)).toBe(ofWorkspace);
});

it('looks once where several commits came before it looked', async () => {
	await listen('sales');
	const before = reads;
	for (let n = 0; n < 5; n += 1) commit('receiveBatch', 'sales');
	await clock.settle();

	expect(reads - before).toBe(1);
});
