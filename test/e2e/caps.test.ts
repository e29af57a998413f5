import { itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import {
	ANA,
	BEN,
	publish,
	SEND,
	send,
	startTeam,
	trigger,
	TRIGGER,
	type Team,
} from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/* Sending caps in a real n8n: a campaign of 60 over a cap of 20 an hour, through a restart. */

const HOUR = 3_600_000;
const CAPS = { capProfile: 'custom', caps: '{"perHour": 20}' };

let team: Team;
let watching: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'caps' });
	await team.n8n.rest.updateCredential(team.credential, { ...team.fields, ...CAPS });
	const listening = await publish(team, workflow('Listen', [trigger(team)]));
	const events = ['number.paused', 'number.resumed', 'number.cap_reached'];
	watching = await publish(team, workflow('Watch', [trigger(team, { events })]));
	// Both have just written: the windows are open.
	for (const customer of [ANA, BEN]) await team.meta.customerWrites({ customer, text: 'Hi' });
	await team.n8n.rest.executions.waitFor(listening.id, { count: 2 });
});

afterAll(() => team?.close());

/** A list of so many texts, one item each. */
const items = (count: number): readonly WorkflowNode[] => [
	node(
		'List',
		'n8n-nodes-base.set',
		{
			mode: 'raw',
			jsonOutput: JSON.stringify({ list: Array.from({ length: count }, (_, n) => ({ n })) }),
			options: {},
		},
		{ typeVersion: 3.4 },
	),
	node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list', options: {} }),
];

const recipient = (phone: string) => ({ __rl: true, mode: 'phone', value: `+${phone}` });

/** A Send to Ana of which each item is a step of its own of a sequence. */
const campaign = (text: string, parameters: object = {}, options: object = {}): WorkflowNode =>
	send(team, `=${text} {{ $json.n }}`, {
		parameters: {
			recipient: recipient(ANA),
			options: { sequence: 'spring', step: '={{ String($json.n) }}', ...options },
			...parameters,
		},
	});

/** Runs a workflow by hand, to its end. */
async function run(...nodes: readonly WorkflowNode[]): Promise<Execution> {
	const draft = workflow('Campaign', [manualTrigger(), ...nodes]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(stored.id, 'Start', { timeoutMs: 120_000 });
}

const inbox = (parameters: object): WorkflowNode =>
	node(
		'Inbox',
		`${packageName}.whatsAppTeamInbox`,
		{ resource: 'number', ...parameters },
		{ credential: team.credential },
	);
const inboxItems = async (parameters: object) => outputOf(await run(inbox(parameters)), 'Inbox', 0);

const hintsOf = (execution: Execution) => execution.run.nodes[SEND]?.[0]?.hints ?? [];
/** When items say that they go, in ms. */
const untilOf = (item: Readonly<Record<string, unknown>> | undefined) =>
	Date.parse(String(item?.['until']));
const limitsOf = (item: Readonly<Record<string, unknown>> | undefined) => item?.['limits'];
const perHour = (used: number) =>
	expect.arrayContaining([
		{ name: 'perHour', used, cap: 20, resetsAt: expect.any(String) as string },
	]) as unknown;

test('a preview says what a campaign would come to, and sends nothing', async () => {
	const preview = campaign('Offer', { operation: 'preview' });
	const foretold = await run(...items(60), preview);
	const all = itemsOf(foretold, SEND);

	expect(all.map(({ verdict }) => verdict)).toEqual([
		...Array.from({ length: 20 }, () => 'sent'),
		...Array.from({ length: 40 }, () => 'queued'),
	]);
	const now = Date.now();
	expect(untilOf(all[20])).toBeLessThanOrEqual(now + HOUR);
	expect(untilOf(all[20])).toBeGreaterThan(now + HOUR - 60_000);
	expect(untilOf(all[40]) - untilOf(all[20])).toBe(HOUR);
	expect(hintsOf(foretold)).toEqual([
		expect.stringMatching(/^If they were sent now, of 60 messages: \d+ (today|tomorrow)/),
	]);
	expect(limitsOf(all[59])).toEqual(
		expect.arrayContaining([{ name: 'perHour', used: 0, cap: 20, resetsAt: null }]),
	);
	expect(await team.meta.acceptedTo(ANA)).toBe(0);
});

test('a campaign of 60 sends 20, and 40 wait, each with the time at which it goes', async () => {
	const sent = await run(...items(60), campaign('Offer'));
	const queued = outputOf(sent, SEND, 1);

	expect(outputOf(sent, SEND, 0)).toHaveLength(20);
	expect(queued).toHaveLength(40);
	expect(outputOf(sent, SEND, 2)).toEqual([]);
	expect(await team.meta.acceptedTo(ANA)).toBe(20);
	expect(new Set(queued.map(({ reason }) => reason))).toEqual(new Set(['cap:perHour']));
	const [first, last] = [untilOf(queued[0]), untilOf(queued[39])];
	expect(first).toBeGreaterThan(Date.now() + HOUR - 180_000);
	expect(first).toBeLessThan(Date.now() + HOUR);
	expect(untilOf(queued[20]) - first).toBe(HOUR);
	expect(last).toBeGreaterThan(first + HOUR);
	expect(limitsOf(queued[0])).toEqual(perHour(20));
	expect(hintsOf(sent)).toEqual([
		expect.stringMatching(
			/^Slowed by the cap of 20 per hour: 40 messages wait, the next goes (tomorrow )?at \d\d:\d\d, the last (tomorrow )?at \d\d:\d\d\./,
		),
	]);
});

test('after a restart of n8n the count still holds', async () => {
	await team.n8n.restart();
	const one = await run(...items(1), {
		...campaign('One more', { recipient: recipient(BEN) }, { sequence: 'other' }),
	});
	const [queued] = outputOf(one, SEND, 1);

	expect(queued).toMatchObject({ verdict: 'queued', reason: 'cap:perHour' });
	expect(limitsOf(queued)).toEqual(perHour(20));
	expect(await team.meta.acceptedTo(BEN)).toBe(0);
	// Behind the 40 that wait already.
	expect(untilOf(queued)).toBeGreaterThan(Date.now() + 2 * HOUR);
});

test('as an error, a message that would have to wait is taken back', async () => {
	const failed = await run(
		...items(1),
		campaign('Now or never', {}, { sequence: 'error', whenHeld: 'error' }),
	);

	expect(failed).toMatchObject({
		status: 'error',
		run: { error: { message: 'The message would have to wait (cap:perHour)' } },
	});
	expect(await inboxItems({ operation: 'queue', which: 'sequence', sequence: 'error' })).toEqual(
		[],
	);
});

test('the queue is seen, and emptied by sequence', async () => {
	const spring = { which: 'sequence', sequence: 'spring' };
	const waiting = await inboxItems({ operation: 'queue', limit: 100, ...spring });

	expect(waiting).toHaveLength(40);
	expect(waiting[0]).toMatchObject({
		contact: { phone: `+${ANA}` },
		category: 'service',
		sequence: 'spring',
		step: '20',
		reason: 'cap:perHour',
		until: expect.any(String) as string,
	});
	expect(await inboxItems({ operation: 'get' })).toMatchObject([
		{ label: 'Sales', state: 'ready', waiting: 41, limits: perHour(20) },
	]);
	expect(await inboxItems({ operation: 'cancelQueued', ...spring })).toEqual([{ cancelled: 40 }]);
	expect(await inboxItems({ operation: 'queue', limit: 100, ...spring })).toEqual([]);
	expect(await inboxItems({ operation: 'get' })).toMatchObject([{ waiting: 1 }]);
});

test('an edited cap holds at the next send, without a restart', async () => {
	const caps = { capProfile: 'custom', caps: '{"perHour": 25}' };
	await team.n8n.rest.updateCredential(team.credential, { ...team.fields, ...caps });
	const sent = await run(...items(5), campaign('More', {}, { sequence: 'more' }));

	// One of the five places was Ben's, who has waited longer.
	expect(outputOf(sent, SEND, 0)).toHaveLength(4);
	expect(outputOf(sent, SEND, 1)).toHaveLength(1);
	expect(await team.meta.acceptedTo(BEN)).toBe(1);
});

test('a paused number sends nothing until it is resumed, and nothing fails', async () => {
	await inboxItems({ operation: 'cancelQueued', which: 'all' });
	const recommended = { capProfile: 'recommended' };
	await team.n8n.rest.updateCredential(team.credential, { ...team.fields, ...recommended });
	const [paused] = await inboxItems({ operation: 'pause' });
	expect(paused).toMatchObject({ state: 'paused', metaState: 'ready' });
	const held = await run(...items(1), campaign('Later', {}, { sequence: 'paused' }));
	expect(outputOf(held, SEND, 1)).toMatchObject([{ reason: 'numberPaused', until: null }]);
	const before = await team.meta.acceptedTo(ANA);
	const [resumed] = await inboxItems({ operation: 'resume' });

	expect(resumed).toMatchObject({ state: 'ready', pausedSince: null });
	await team.meta.waitFor(
		(log) =>
			log.filter((entry) => entry.kind === 'accepted' && entry.recipient.waId === ANA)
				.length > before,
	);
	expect(await inboxItems({ operation: 'get' })).toMatchObject([{ waiting: 0 }]);
});

test('a Trigger hears of the cap that was reached, and of the pause', async () => {
	const runs = await team.n8n.rest.executions.waitFor(watching.id, { count: 3 });

	expect(runs.map((execution) => itemsOf(execution, TRIGGER)[0])).toMatchObject([
		{
			event: 'number.cap_reached',
			number: { label: 'Sales' },
			change: { field: 'cap', from: null, to: 'perHour' },
		},
		{ event: 'number.paused', change: { field: 'state', from: 'ready', to: 'paused' } },
		{ event: 'number.resumed', change: { field: 'state', from: 'paused', to: 'ready' } },
	]);
});

test('an edited pace holds without publishing the Trigger anew', async () => {
	const caps = { capProfile: 'custom', caps: '{"perSecond": 2}' };
	await team.n8n.rest.updateCredential(team.credential, { ...team.fields, ...caps });
	await waitFor('the edited pace', async () => {
		const [number] = await inboxItems({ operation: 'get' });
		return number?.['perSecond'] === 2 || undefined;
	});
	const before = await team.meta.acceptedTo(ANA);
	const sent = await run(...items(7), campaign('Slowly', {}, { sequence: 'pace' }));
	const times = (await team.meta.logOf('accepted'))
		.filter(({ recipient }) => recipient.waId === ANA)
		.slice(before)
		.map(({ at }) => at);

	expect(outputOf(sent, SEND, 0)).toHaveLength(7);
	expect(times).toHaveLength(7);
	// Two at once, then two in each further second.
	expect((times[6] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(2_900);
});

test('the test of the credential refuses wrong caps, naming the field', async () => {
	const fields = { ...team.fields, capProfile: 'custom', caps: '{"perHour": "many"}' };
	const answer = await team.n8n.rest.testCredential(team.credential, fields);

	expect(answer).toEqual({
		status: 'Error',
		message: expect.stringContaining(
			"'perHour' is not a whole number from 1 to 1000000",
		) as string,
	});
});
