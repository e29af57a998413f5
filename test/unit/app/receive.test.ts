import { EVENT_TYPES } from '../../../src/domain/event.ts';
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
	const { workspaceId, phoneNumberId, appFingerprint } = team;
	const parts = { store: book.store, clock, logger: loggerInto(log) };
	const delivered = { numbers: incoming, others: [], unreadable: 0 };
	return receive(parts, { workspaceId, phoneNumberId, appFingerprint, ...door }, delivered);
};

/** What a webhook brings for a number of the team. */
const news = (changes: Partial<Incoming> = {}): Incoming => ({
	phoneNumberId: team.phoneNumberId,
	messages: [],
	recorded: [],
	statuses: [],
	problems: [],
	others: [],
	unreadable: 0,
	groupIgnored: 0,
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

it('stores what was written on the phone, and never as something received', async () => {
	const { sender, senderName, ...written } = hello();
	const message = {
		...written,
		origin: 'phone',
		direction: 'out',
		contact: sender,
		contactName: senderName,
		status: 'sent',
	} as const;

	expect(await takeIn([news({ recorded: [message, message] })])).toEqual({
		stored: 1,
		duplicates: 1,
		foreign: 0,
	});
	const { workspaceId } = team;
	const log = { workspaceId, consumer: 'x', after: 0, limit: 9, numberId: null };
	const { entries } = await book.store.readFeed({
		...log,
		types: EVENT_TYPES,
		includeRaw: false,
	});
	expect(entries.map(({ item }) => item.event)).toEqual([
		'message.sent',
		'contact.created',
		'conversation.created',
	]);
});

it('tells what came in has done to the outbox, and nothing where it has done nothing', async () => {
	const changes: unknown[] = [];
	const { workspaceId, phoneNumberId, appFingerprint } = team;
	const parts = {
		store: book.store,
		clock,
		logger: loggerInto(log),
		onOutbox: (change: unknown) => void changes.push(change),
	};
	const door = { workspaceId, phoneNumberId, appFingerprint };
	const takeInText = async (text: string) => {
		const numbers = [news({ messages: [inbound('+4915112345671', text, NOW)] })];
		await receive(parts, door, { numbers, others: [], unreadable: 0 });
	};
	await takeInText('Hello');
	await takeInText('STOP');

	expect(changes).toEqual([{ numberId: team.numberId, ended: [], isDue: true }]);
});

it('counts what leaves no other trace, once per webhook', async () => {
	const problem = { name: 'rateLimit', code: 130429, message: 'Too fast', advice: 'Wait.' };
	const other = { field: 'user_preferences', subject: 'contact', event: null } as const;
	await takeIn([news({ groupIgnored: 2, problems: [problem, problem], others: [other, other] })]);

	expect(await counted(team.phoneNumberId)).toEqual([
		{ name: 'groupIgnored', count: 1, lastAt: NOW },
		{ name: 'numberProblem', count: 1, lastAt: NOW },
		{ name: 'otherUpdate', count: 1, lastAt: NOW },
	]);
	expect(drain(log)).toEqual([
		'info: webhook with news that nothing acts on',
		'info: webhook with news that nothing acts on',
		'warn: Meta reports a problem',
		'warn: Meta reports a problem',
	]);
});

it('counts news that name no number with the number of the door', async () => {
	const { workspaceId, phoneNumberId, appFingerprint } = team;
	const parts = { store: book.store, clock, logger: loggerInto(log) };
	const others = [
		{ field: 'account_update', subject: 'account', event: 'ACCOUNT_DELETED' },
	] as const;
	await receive(
		parts,
		{ workspaceId, phoneNumberId, appFingerprint },
		{ numbers: [], others, unreadable: 1 },
	);

	expect(await counted(phoneNumberId)).toEqual([
		{ name: 'otherUpdate', count: 1, lastAt: NOW },
		{ name: 'unreadable', count: 1, lastAt: NOW },
	]);
});

it('counts nothing of a number that is not ours but that it came', async () => {
	await takeIn([news({ phoneNumberId: '997', groupIgnored: 1, unreadable: 1 })]);

	expect((await counted('997')).map(({ name }) => name)).toEqual(['foreignNumber']);
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
