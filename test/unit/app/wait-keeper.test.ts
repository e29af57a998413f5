import { WaitKeeper, type ResumeAnswer } from '../../../src/app/wait-keeper.ts';
import { CLOUD_RECIPIENT_PACE as pace } from '../../../src/domain/caps/recipient-pace.ts';
import type { EndedWait } from '../../../src/ports/store.ts';
import { HandClock } from '../support/hand-clock.ts';
import { drain, loggerInto, type OrderedLog } from '../support/ordered-log.ts';
import { hold, type Held } from '../support/scripted-transport.ts';
import { failureNamed, makeTeam, NOW, type Team } from '../support/team.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

const WITHIN = 10 * 60_000;

let book: TestStore;
let team: Team;
let clock: HandClock;
let keeper: WaitKeeper;
let fence: number;
/** `<ms since NOW> <run> <ending>` for every time a run is told, and the lines of the logger. */
let log: OrderedLog;
/** What the next tellings are answered; afterwards runs go on. */
let answers: ResumeAnswer[];
/** Runs that take their time to answer. */
let slow: Map<string, Held<ResumeAnswer>>;

beforeEach(async () => {
	book = await openTestStore();
	team = await makeTeam(book.store);
	clock = new HandClock(NOW, book.rest);
	[log, answers, slow] = [[], [], new Map()];
	const numberId = team.numberId;
	({ fence } = await book.store.takeOver({ numberId, now: NOW }));
	keeper = newKeeper();
	keeper.start();
	await clock.settle();
});

afterEach(async () => {
	keeper.close();
	await clock.settle();
	await book.close();
});

function newKeeper(resume: (wait: EndedWait) => Promise<ResumeAnswer> = tell): WaitKeeper {
	return new WaitKeeper({ store: book.store, clock, logger: loggerInto(log), resume });
}

async function tell({ run, ending }: EndedWait): Promise<ResumeAnswer> {
	log.push(`${clock.now() - NOW} ${run} ${ending}`);
	return (await slow.get(run)?.promise) ?? answers.shift() ?? 'resumed';
}

/** A run of this name asks a customer of this name, and the message is on its way. */
async function ask(run: string, withinMs = WITHIN): Promise<string> {
	await team.receive(run, 'Hello');
	const wait = { run, workflowId: 'flow', parentWorkflowId: null, isTest: false };
	const draft = team.draft(run, `To ${run}`, {
		wait: { ...wait, address: 'sealed', withinMs },
	});
	const [outboxId = ''] = await team.queued(draft);
	await book.store.claim({
		numberId: team.numberId,
		fence,
		limit: 10,
		pace,
		random: 0.5,
		now: clock.now(),
	});
	const outcome = { kind: 'sent', providerId: `wamid.${outboxId}` } as const;
	await settle(outboxId, outcome);
	return outboxId;
}

async function settle(
	outboxId: string,
	outcome: Parameters<typeof book.store.settle>[0]['outcome'],
): Promise<void> {
	const place = {
		numberId: team.numberId,
		outboxId,
		fence,
		retryAt: null,
		pace,
		now: clock.now(),
	};
	await book.store.settle({ ...place, outcome });
}

/** As {@link ask}, and the keeper is told of it, as it is in the process that asks. */
async function begin(run: string, withinMs = WITHIN): Promise<string> {
	const outboxId = await ask(run, withinMs);
	keeper.look();
	await clock.settle();
	return outboxId;
}

async function reply(run: string): Promise<void> {
	await team.receive(run, '4711', clock.now());
	await clock.settle();
}

const fateOf = (outboxId: string) => book.store.waitFate({ outboxId });

it('tells a run of the reply as soon as it is there', async () => {
	const id = await begin('Ana');
	await clock.advance(60_000);
	expect(drain(log)).toEqual([]);

	await reply('Ana');
	expect([drain(log), await fateOf(id)]).toEqual([['60000 Ana replied'], 'resumed']);
	await clock.advance(WITHIN);
	expect(drain(log)).toEqual([]);
});

it('tells a run that the time is up: not a moment before, nor after', async () => {
	const id = await begin('Ana');
	await clock.advance(WITHIN - 1);
	expect([drain(log), await fateOf(id)]).toEqual([[], 'open']);

	await clock.advance(1);
	expect([drain(log), await fateOf(id)]).toEqual([[`${WITHIN} Ana timedOut`], 'resumed']);
});

it('tells those whose time is up first, whoever asked first', async () => {
	await begin('Ana', 9_001);
	await begin('Ben', 2_002);
	await begin('Cem', 7_003);
	await clock.advance(60_000);

	expect(drain(log)).toEqual(['2002 Ben timedOut', '7003 Cem timedOut', '9001 Ana timedOut']);
});

it('tells a run within a second that its message will not be sent', async () => {
	const id = await begin('Ana');
	await clock.advance(30_000);
	const statuses = [
		{
			providerId: `wamid.${id}`,
			outboxId: id,
			status: 'failed' as const,
			recipient: [{ type: 'phone' as const, value: team.phoneOf('Ana') }],
			at: clock.now(),
			failure: failureNamed('notOnWhatsApp'),
			pricing: null,
			conversationOrigin: null,
		},
	];
	const { numberId } = team;
	await book.store.receiveBatch({ numberId, messages: [], statuses, now: clock.now() });
	await clock.advance(1_000);

	expect(drain(log)).toEqual([expect.stringMatching(/^3[01]\d\d\d Ana notSent$/)]);
});

it('finds within five seconds what began without a word', async () => {
	await ask('Ana');
	await team.receive('Ana', '4711');
	await clock.advance(5_000);

	expect(drain(log)).toEqual(['5000 Ana replied']);
});

it('asks a run again that is still at work, ever more slowly', async () => {
	const id = await begin('Ana');
	answers = Array.from({ length: 7 }, () => 'running');
	await reply('Ana');
	await clock.advance(7_849);
	expect(await fateOf(id)).toBe('open');
	await clock.advance(1);

	expect(drain(log)).toEqual(
		[0, 100, 350, 850, 1_850, 3_850, 5_850, 7_850].map((ms) => `${ms} Ana replied`),
	);
	expect(await fateOf(id)).toBe('resumed');
});

it('gives up a run that is gone, at once, so that its reply starts a run', async () => {
	const id = await begin('Ana');
	answers = ['gone'];
	await reply('Ana');

	expect(drain(log)).toEqual([
		'0 Ana replied',
		'warn: run that waited for a reply is not there any more',
	]);
	expect(await fateOf(id)).toBe('gone');
});

it.each<[ResumeAnswer, number, string]>([
	['failed', 21_850, 'cannot go on: it has crashed'],
	['running', 91_850, 'went on by itself'],
	['away', 601_850, 'cannot be reached: check N8N_PROTOCOL, N8N_PORT and WEBHOOK_URL'],
])('is patient with a run that is %s for %i ms', async (answer, patienceMs, words) => {
	const id = await begin('Ana');
	answers = Array.from({ length: 1_000 }, () => answer);
	await reply('Ana');
	await clock.advance(patienceMs - 1);
	expect([await fateOf(id), drain(log).filter((line) => line.startsWith('warn'))]).toEqual([
		'open',
		[],
	]);

	await clock.advance(1);
	expect([await fateOf(id), drain(log)]).toEqual([
		'gone',
		[`${patienceMs} Ana replied`, `warn: run that waited for a reply ${words}`],
	]);
	await clock.advance(60_000);
	expect(drain(log)).toEqual([]);
});

it('has a run go on that could not be reached for a while', async () => {
	const id = await begin('Ana');
	answers = ['away', 'failed', 'away'];
	await reply('Ana');
	await clock.advance(10_000);

	expect([drain(log).length, await fateOf(id)]).toEqual([4, 'resumed']);
});

it('keeps a run that asked for its reply, although nobody heard that it went on', async () => {
	const outboxId = await begin('Ana');
	answers = ['away', 'gone'];
	await reply('Ana');
	await book.store.callWait({ outboxId, run: 'Ana', now: clock.now(), pace });
	await clock.advance(100);

	expect([drain(log), await fateOf(outboxId)]).toEqual([
		['0 Ana replied', '100 Ana replied'],
		'resumed',
	]);
});

it('lets a run go on once where two processes tell it', async () => {
	let goesOn = 0;
	const once = (): Promise<ResumeAnswer> => {
		goesOn += 1;
		return Promise.resolve(goesOn === 1 ? 'resumed' : 'gone');
	};
	keeper.close();
	const both = [newKeeper(once), newKeeper(once)];
	for (const each of both) each.start();
	const id = await ask('Ana');
	for (const each of both) each.look();
	await clock.settle();
	await reply('Ana');
	await clock.advance(60_000);
	for (const each of both) each.close();

	expect([goesOn >= 1, await fateOf(id)]).toEqual([true, 'resumed']);
	expect(drain(log)).toEqual([]);
});

it('tells ten at a time, and the rest as soon as one has answered', async () => {
	const names = Array.from({ length: 12 }, (_, index) => `Customer ${index}`);
	for (const name of names) {
		await begin(name);
		slow.set(name, hold());
	}
	for (const name of names) await reply(name);
	await clock.advance(10_000);
	const told = drain(log);
	expect(told).toHaveLength(10);

	const [, first = ''] = /^\d+ (.*) replied$/.exec(told[0] ?? '') ?? [];
	slow.get(first)?.release('resumed');
	await clock.settle();
	expect(drain(log)).toHaveLength(1);
	for (const each of slow.values()) each.release('resumed');
	await clock.settle();
	expect(drain(log)).toHaveLength(1);
});

it('ends more than a hundred whose time is up together', async () => {
	const names = Array.from({ length: 103 }, (_, index) => `Customer ${index}`);
	for (const name of names) await ask(name, 60_000);
	await clock.advance(60_000);

	expect([...drain(log)].sort()).toEqual(names.map((name) => `60000 ${name} timedOut`).sort());
});

it.each(['openWaits', 'endWaits', 'endedWaits'] as const)(
	'goes on a second after %s has failed',
	async (name) => {
		await begin('Ana', 60_000);
		await clock.advance(59_999);
		book.failNext(name);
		await clock.advance(1_001);

		expect(drain(log)).toEqual(['error: waiting runs could not be read', '61000 Ana timedOut']);
	},
);

it('asks again where it could not be noted that a run went on', async () => {
	const id = await begin('Ana');
	book.failNext('settleWait');
	await reply('Ana');
	expect(drain(log)).toEqual(['0 Ana replied', 'error: waiting run not settled']);
	answers = ['gone'];
	await book.store.callWait({ outboxId: id, run: 'Ana', now: NOW, pace });
	await clock.advance(1_000);

	expect([drain(log), await fateOf(id)]).toEqual([['1000 Ana replied'], 'resumed']);
});

it('tells nobody once it is closed, nor begins again', async () => {
	const id = await begin('Ana');
	answers = ['running'];
	await reply('Ana');
	keeper.close();
	keeper.close();
	keeper.start();
	await clock.advance(WITHIN);

	expect([drain(log), await fateOf(id)]).toEqual([['0 Ana replied'], 'open']);
});
