import { watchTemplates } from '../../../src/app/template-watch.ts';
import { problem } from '../../../src/domain/problem.ts';
import type { Template } from '../../../src/domain/template/model.ts';
import type { TemplateQuery } from '../../../src/ports/templates.ts';
import { template } from '../domain/template/samples.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, loggerInto } from '../support/ordered-log.ts';
import { makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE = 60_000;

let book: TestStore;
let team: Team;
let clock: HandClock;
let closing: AbortController;
let kept: Template[];
/** How many templates a page has, and what goes wrong. */
let page: number;
let onCall: () => void;
const trouble: Error[] = [];
const calls: string[] = [];
const log: string[] = [];

beforeAll(async () => {
	book = await openTestStore();
});
afterAll(() => book.close());

beforeEach(async () => {
	team = await makeTeam(book.store);
	clock = new HandClock(NOW, book.rest);
	closing = new AbortController();
	kept = [template()];
	page = 10;
	onCall = () => undefined;
	trouble.length = 0;
	drain(calls);
	drain(log);
});
afterEach(() => closing.abort());

const list = ({ after }: Pick<TemplateQuery, 'after'>) => {
	calls.push(`list ${after ?? 'first'}`);
	onCall();
	const error = trouble.shift();
	if (error !== undefined) return Promise.reject(error);
	const from = Number(after ?? 0);
	const next = from + page < kept.length ? String(from + page) : null;
	return Promise.resolve({ templates: kept.slice(from, from + page), next });
};

/** Watches, as the process that owns the number does. @returns the end of it */
async function watch(signal = closing.signal): Promise<void> {
	const { workspaceId, numberId } = team;
	const parts = { workspaceId, businessAccountId: 'account', numberId };
	void watchTemplates(
		{ ...parts, account: { list }, store: book.store, clock, logger: loggerInto(log) },
		signal,
	);
	await clock.settle();
}

async function told(): Promise<readonly unknown[]> {
	const { entries } = await book.store.readFeed({
		workspaceId: team.workspaceId,
		consumer: 'reader',
		after: 0,
		limit: 100,
		types: ['template.status', 'template.quality', 'template.category'],
		numberId: null,
		includeRaw: false,
	});
	return entries.map(({ item }) => [item.template?.name, item.change?.from, item.change?.to]);
}

it('looks at once, then every 15 minutes, and tells what changed once', async () => {
	await watch();
	expect(drain(calls)).toEqual(['list first']);
	kept = [template({ status: 'PAUSED' })];
	await clock.advance(15 * MINUTE - 1);
	expect([drain(calls), await told()]).toEqual([[], []]);

	await clock.advance(1);
	expect(drain(calls)).toEqual(['list first']);
	await clock.advance(15 * MINUTE);
	expect(drain(calls)).toEqual(['list first']);
	expect(await told()).toEqual([['order_update', 'APPROVED', 'PAUSED']]);
});

it('looks every two minutes while Meta has to decide', async () => {
	kept = [template({ status: 'PENDING' })];
	await watch();
	await clock.advance(2 * MINUTE - 1);
	expect(drain(calls)).toHaveLength(1);
	await clock.advance(1);
	expect(drain(calls)).toHaveLength(1);
	kept = [template()];
	await clock.advance(2 * MINUTE);
	expect(drain(calls)).toHaveLength(1);
	await clock.advance(15 * MINUTE - 1);
	expect(drain(calls)).toHaveLength(0);
	await clock.advance(1);
	expect(drain(calls)).toHaveLength(1);
	expect(await told()).toEqual([['order_update', 'PENDING', 'APPROVED']]);
});

it('hears within half a minute that somebody has sent one to review', async () => {
	await watch();
	await clock.advance(MINUTE);
	drain(calls);
	await book.store.noteTemplates({
		workspaceId: team.workspaceId,
		businessAccountId: 'account',
		numberId: team.numberId,
		templates: [template({ id: '2', status: 'PENDING' })],
		now: clock.now(),
	});
	await clock.advance(3 * MINUTE);

	expect(drain(calls)).toHaveLength(1);
});

it('reads all pages', async () => {
	kept = Array.from({ length: 25 }, (_, index) =>
		template({ id: `${index}`, name: `t${index}` }),
	);
	await watch();

	expect(drain(calls)).toEqual(['list first', 'list 10', 'list 20']);
	const { workspaceId } = team;
	const key = { workspaceId, businessAccountId: 'account', language: 'en_US' };
	expect(await book.store.findTemplate({ ...key, name: 't24' })).not.toBeNull();
});

it('is one look, however many watch the account, here and after a restart', async () => {
	await watch();
	await watch();
	expect(drain(calls)).toHaveLength(1);
	kept = [template({ status: 'PAUSED' })];
	await clock.advance(15 * MINUTE);
	expect(drain(calls)).toHaveLength(1);
	closing.abort();
	await clock.settle();
	await watch(new AbortController().signal);

	expect(drain(calls)).toEqual([]);
	expect(await told()).toHaveLength(1);
});

it('takes nothing for gone that was not listed to the end', async () => {
	kept = Array.from({ length: 25 }, (_, index) =>
		template({ id: `${index}`, name: `t${index}` }),
	);
	await watch();
	kept = kept.slice(0, 20);
	// The number is closed while its pages are read.
	onCall = () => closing.abort();
	await clock.advance(15 * MINUTE);

	expect(drain(calls)).toEqual(['list first', 'list 10', 'list 20', 'list first']);
	expect(await told()).toEqual([]);
});

it('says what went wrong, and tries again', async () => {
	trouble.push(problem('remoteUnreachable', 'away', 'wait'));
	await watch();
	expect([drain(calls), drain(log)]).toEqual([
		['list first'],
		['warn: templates could not be looked at'],
	]);
	await clock.advance(15 * MINUTE);

	expect(drain(calls)).toEqual(['list first']);
});

it('gives up on a list without an end', async () => {
	page = 0;
	await watch();

	expect(drain(calls)).toHaveLength(60);
	expect(drain(log)).toEqual(['warn: templates could not be looked at']);
});

it('asks nothing more when the number is closed', async () => {
	await watch();
	drain(calls);
	closing.abort();
	await clock.advance(60 * MINUTE);

	expect([drain(calls), clock.asleep]).toEqual([[], []]);
});
