import { receive, type Door, type Incoming } from '../../../src/app/receive.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, loggerInto, type OrderedLog } from '../support/ordered-log.ts';
import { inbound, makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const log: OrderedLog = [];
const FOREIGN = 'warn: webhook for a number that is not open in this workspace';
const UNREADABLE = 'warn: webhook with parts of an unknown shape';

let book: TestStore;
let team: Team;
let clock: HandClock;
beforeAll(async () => {
	book = await openTestStore();
});
beforeEach(async () => {
	team = await makeTeam(book.store);
	clock = new HandClock(NOW, book.rest);
	drain(log);
});
afterAll(() => book.close());

/** Takes something in at the team's door. */
const takeIn = (incoming: readonly Incoming[], door: Partial<Door> = {}) => {
	const { workspaceId, appFingerprint } = team;
	const parts = { store: book.store, clock, logger: loggerInto(log) };
	return receive(parts, { workspaceId, appFingerprint, ...door }, incoming);
};

/** What a webhook brings for a number of the team. */
const news = (changes: Partial<Incoming> = {}): Incoming => ({
	phoneNumberId: team.phoneNumberId,
	messages: [],
	statuses: [],
	unreadable: 0,
	...changes,
});

const hello = () => inbound(team.phoneOf('Ana'), 'Hi', NOW);

/** What was counted for a phone number id. */
const counted = async (phoneNumberId: string) =>
	(await book.store.counters({ phoneNumberId })).counters;

it('stores what is new, and counts what is known', async () => {
	const message = hello();

	expect(await takeIn([news({ messages: [message] })])).toEqual({
		stored: 1,
		duplicates: 0,
		foreign: 0,
	});
	expect(await takeIn([news({ messages: [message, hello()] })])).toEqual({
		stored: 1,
		duplicates: 1,
		foreign: 0,
	});
});

it('counts a number that nobody knows, and stores nothing of it', async () => {
	const messages = [hello()];

	expect(await takeIn([news({ phoneNumberId: '999', messages })])).toEqual({
		stored: 0,
		duplicates: 0,
		foreign: 1,
	});
	expect([await counted('999'), drain(log)]).toEqual([
		[{ name: 'foreignNumber', count: 1, lastAt: NOW }],
		[FOREIGN],
	]);
});

it('counts a number of another workspace, and stores nothing of it', async () => {
	const other = await makeTeam(book.store);
	const { phoneNumberId } = other;
	const appFingerprint = other.appFingerprint;

	const received = await takeIn([news({ phoneNumberId, messages: [hello()] })], {
		appFingerprint,
	});

	expect([received, await counted(phoneNumberId)]).toEqual([
		{ stored: 0, duplicates: 0, foreign: 1 },
		[{ name: 'foreignNumber', count: 1, lastAt: NOW }],
	]);
});

it('refuses a number of the workspace that belongs to another app', async () => {
	const received = await takeIn([news({ messages: [hello()] })], {
		appFingerprint: 'of another app',
	});

	expect([received, await counted(team.phoneNumberId)]).toEqual([
		{ stored: 0, duplicates: 0, foreign: 1 },
		[{ name: 'foreignNumber', count: 1, lastAt: NOW }],
	]);
});

it('takes in what comes for another number of the workspace with the same app', async () => {
	const { phoneNumberId } = await makeTeam(book.store, team);

	expect(await takeIn([news({ phoneNumberId, messages: [hello()] })])).toEqual({
		stored: 1,
		duplicates: 0,
		foreign: 0,
	});
});

it('stores what is ours although something foreign came with it', async () => {
	const all = [
		news({ phoneNumberId: '999', messages: [hello()] }),
		news({ messages: [hello()] }),
	];

	expect(await takeIn(all)).toEqual({ stored: 1, duplicates: 0, foreign: 1 });
});

it('counts parts of an unknown shape once per webhook, and stores the rest', async () => {
	const received = await takeIn([news({ messages: [hello()], unreadable: 3 })]);

	expect([received, await counted(team.phoneNumberId), drain(log)]).toEqual([
		{ stored: 1, duplicates: 0, foreign: 0 },
		[{ name: 'unreadable', count: 1, lastAt: NOW }],
		[UNREADABLE],
	]);
});

it('rejects when the store fails, so that nothing is acknowledged', async () => {
	book.failNext('receiveBatch');

	await expect(takeIn([news({ messages: [hello()] })])).rejects.toThrow('disk full');
});

it('does not ask the store to take in nothing', async () => {
	const asked: string[] = [];
	book.listen((name) => void asked.push(name));
	await takeIn([news()]);
	book.listen(null);

	expect(asked).toEqual(['findNumber']);
});
