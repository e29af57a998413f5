import { ManagementCalls } from '../../../src/app/management-calls.ts';
import { watchState } from '../../../src/app/state-watch.ts';
import { NUMBER_CALLS_PER_HOUR } from '../../../src/domain/number/management-budget.ts';
import type { NumberReport, NumberState } from '../../../src/domain/number/number.ts';
import { problem } from '../../../src/domain/problem.ts';
import { facts } from '../../contract/store/support/facts.ts';
import { HandClock } from '../support/hand-clock.ts';
import { loggerInto } from '../support/ordered-log.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

/* A number is asked about now and then, within what the management of its account may cost. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let book: TestStore;
let team: Team;
let clock: HandClock;
let calls: ManagementCalls;
let closing: AbortController;
let now: { state: NumberState; quality: string };
let asked: number[];
let trouble: Error[];
let ready: number;

beforeAll(async () => {
	book = await openTestStore();
});
afterAll(() => book.close());
beforeEach(async () => {
	team = await makeTeam(book.store);
	clock = new HandClock(NOW, book.rest);
	calls = new ManagementCalls();
	closing = new AbortController();
	now = { state: 'ready', quality: 'GREEN' };
	[asked, trouble, ready] = [[], [], 0];
});
afterEach(() => closing.abort());

function report(): NumberReport {
	const { state, quality } = now;
	return {
		phoneNumberId: team.phoneNumberId,
		phone: null,
		displayPhone: '',
		verifiedName: null,
		state,
		advice: null,
		quality,
		perSecond: 80,
		facts: facts({ quality }),
	};
}

function watch(known: NumberState = 'ready', numberId = team.numberId): Promise<void> {
	return watchState(
		{
			numberId,
			businessAccountId: 'account',
			store: book.store,
			calls,
			clock,
			logger: loggerInto([]),
			inspect: () => {
				asked.push((clock.now() - NOW) / MINUTE);
				const error = trouble.shift();
				return error === undefined ? Promise.resolve(report()) : Promise.reject(error);
			},
			onReady: () => (ready += 1),
		},
		known,
		closing.signal,
	);
}

async function events(): Promise<readonly unknown[]> {
	const { entries } = await book.store.readFeed({
		workspaceId: team.workspaceId,
		consumer: 'reader',
		after: 0,
		limit: 100,
		types: [
			'number.ready',
			'number.restricted',
			'number.quality',
			'number.pending_too_long',
			'number.reverify_needed',
		],
		numberId: null,
		includeRaw: false,
	});
	return entries.map(({ item }) => [item.event, item.change?.to]);
}

test('a number that sends is asked about every quarter of an hour, another every minute', async () => {
	void watch();
	await clock.advance(30 * MINUTE);
	expect(asked).toEqual([15, 30]);
	now = { state: 'restricted', quality: 'GREEN' };
	await clock.advance(17 * MINUTE);
	expect(asked).toEqual([15, 30, 45, 46, 47]);
	now = { state: 'ready', quality: 'RED' };
	await clock.advance(MINUTE);

	expect(ready).toBe(1);
	expect(await events()).toEqual([
		['number.restricted', 'restricted'],
		['number.ready', 'ready'],
		['number.quality', 'RED'],
	]);
	closing.abort();
	await clock.advance(HOUR);
	expect(asked).toHaveLength(6);
});

test('twelve hours of waiting for a step are told, and that a number is to be verified again', async () => {
	now = { state: 'ready', quality: 'GREEN' };
	void watch('ready');
	await clock.advance(15 * MINUTE);
	now = { state: 'pending', quality: 'GREEN' };
	await clock.advance(15 * MINUTE);
	expect(await events()).toEqual([['number.reverify_needed', 'reverify_needed']]);
	await clock.advance(12 * HOUR - 1);
	expect(await events()).toHaveLength(1);
	await clock.advance(2 * MINUTE);

	expect((await events()).slice(1)).toEqual([['number.pending_too_long', 'reverify_needed']]);
});

test('numbers of one account share what watching may cost in an hour', async () => {
	now = { state: 'verified', quality: 'GREEN' };
	for (let n = 0; n < 3; n += 1) void watch('verified');
	await clock.advance(HOUR);
	expect(asked).toHaveLength(NUMBER_CALLS_PER_HOUR);
	await clock.advance(HOUR);

	expect(asked.filter((at) => at > 60)).toHaveLength(NUMBER_CALLS_PER_HOUR);
	expect(calls.ask('another account', clock.now())).toBe(0);
});

test('nobody asks while Meta takes no calls of the account; other trouble changes nothing', async () => {
	const tooMany = problem('remoteRefused', 'Too many calls', 'Wait.', { retryAfterMs: HOUR });
	trouble.push(new Error('away'), tooMany);
	void watch('verified');
	now = { state: 'verified', quality: 'GREEN' };
	await clock.advance(2 * MINUTE);
	expect(asked).toEqual([1, 2]);
	await clock.advance(HOUR - 1);
	expect(asked).toHaveLength(2);
	await clock.advance(1);

	expect(asked).toEqual([1, 2, 62]);
});
