import { Feed } from '../../../src/app/feed.ts';
import type { EventType } from '../../../src/domain/event.ts';
import { silentLogger } from '../../../src/ports/logger.ts';
import type { CommitListener } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';

/** What the feed waits for. */
const AWAITED: readonly EventType[] = ['message.received'];

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
			...{ types: AWAITED, includeRaw: false, from: 'resume' },
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
	['of its number', ['receiveBatch', 'sales', AWAITED], 1, 1],
	['of another number', ['receiveBatch', 'support', AWAITED], 0, 1],
	['that names no number', ['setConsent', null, AWAITED], 1, 1],
	['of another process', ['elsewhere', null, null], 1, 1],
	['of templates, which are the whole account’s', ['noteTemplates', 'support', AWAITED], 1, 1],
	['with one event among others', ['claim', 'sales', ['message.sent', ...AWAITED]], 1, 1],
	['with events that it does not wait for', ['receiveBatch', 'sales', ['message.sent']], 0, 0],
	['that tells nothing', ['receiveBatch', 'sales', []], 0, 0],
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
	for (let n = 0; n < 5; n += 1) commit('receiveBatch', 'sales', AWAITED);
	await clock.settle();

	expect(reads - before).toBe(1);
});
