import { DAY_MS } from '../../../src/domain/settings.ts';
import { feedRig, type FeedRig } from '../support/feed-rig.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

/*
 * What happens to a number itself is told at once, not when something else is looked for.
 */

let book: TestStore;
let rig: FeedRig;
let owner: { readonly numberId: string; readonly fence: number };
beforeEach(async () => {
	book = await openTestStore();
	rig = await feedRig(book);
	rig.answer = () => Promise.resolve('finished');
	const { numberId } = rig.team;
	owner = { numberId, ...(await book.store.takeOver({ numberId, now: rig.clock.now() })) };
	await rig.open({ types: ['number.degraded', 'number.at_risk'] });
});
afterEach(async () => {
	await rig.close();
	await book.close();
});

const told = () => rig.emitted.map(({ item }) => item.event);

it('tells that a number has lost its connection, without looking for it', async () => {
	const now = rig.clock.now();
	await book.store.noteStanding({ ...owner, state: 'degraded', failure: null, now });
	await rig.clock.settle();

	expect(told()).toEqual(['number.degraded']);
});

it('tells that a link is at risk, without looking for it', async () => {
	const { numberId } = owner;
	await book.store.notePhoneSeen({ numberId, at: 0, now: 0 });
	await book.store.checkLinkRisk({ ...owner, now: 10 * DAY_MS });
	await rig.clock.settle();

	expect(told()).toEqual(['number.at_risk']);
});
