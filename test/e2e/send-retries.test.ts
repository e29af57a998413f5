import { outputOf } from './support/conversation.ts';
import type { LogEntry } from '../simulators/graph-api/log-entries.ts';
import type { Execution } from './support/rest-executions.ts';
import { publish, send, SEND, startTeam, TRIGGER, trigger, type Team } from './support/team.ts';
import { node, triggerNode, workflow, type Link, type WorkflowNode } from './support/workflow.ts';

/*
 * What a workflow sends again, and what it does not: loops, n8n's Retry, and Retry On Fail. The
 * simulated Meta counts.
 */

const CUSTOMERS = [1, 2, 3, 4, 5].map((digit) => `4917000000${digit}`);

let team: Team;
/** How many messages each customer had been sent when the test began. */
let before: readonly number[] = [];

beforeAll(async () => {
	team = await startTeam({ name: 'send-retries' });
	// A Trigger without events keeps the number open: the customers' messages open their windows.
	const open = await publish(team, workflow('Open', [trigger(team, { events: [] })]));
	for (const customer of CUSTOMERS) {
		await team.meta.createCustomer({ waId: customer, profileName: customer });
		await team.meta.customerWrites({ customer, text: 'hi' });
	}
	await team.meta.waitFor((log) => log.filter(isAcknowledged).length === 5, {
		timeoutMs: 20_000,
	});
	expect(await team.n8n.rest.executions.list({ workflowId: open.id })).toEqual([]);
});

afterAll(() => team?.close());

beforeEach(async () => {
	await team.meta.clearFaults();
	before = await totals();
});

test('Loop Over Items with five items sends five', async () => {
	const loop = node(
		'Loop',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: 1, options: {} },
		{ typeVersion: 3 },
	);
	const sending = send(team, '=Offer {{ $json.n }}', byPhone);
	const run = await runCampaign(
		[start, list, split, loop, sending],
		[
			{ from: 'Start', to: 'List' },
			{ from: 'List', to: 'Split' },
			{ from: 'Split', to: 'Loop' },
			{ from: 'Loop', to: SEND, output: 1 },
			{ from: SEND, to: 'Loop' },
		],
	);
	expect(run.status).toBe('success');
	expect(run.run.nodes[SEND]?.length).toBe(5);
	expect(await accepted()).toEqual([1, 1, 1, 1, 1]);
});

test('after a refusal, Retry sends the fourth and the fifth and none of the first three again', async () => {
	await refuseFourth(1);
	const run = await runCampaign([start, list, split, send(team, 'Offer', byPhone)]);
	expect(run).toMatchObject({
		status: 'error',
		run: { error: { message: expect.stringContaining('does not use WhatsApp') } },
	});
	expect(await accepted()).toEqual([1, 1, 1, 0, 0]);
	const retried = await team.n8n.rest.executions.retry(run.id);
	expect(retried.status).toBe('success');
	expect(
		outputOf(retried, SEND, 0).map((item) => [item['verdict'], item['deduplicated']]),
	).toEqual([
		['sent', true],
		['sent', true],
		['sent', true],
		['sent', false],
		['sent', false],
	]);
	expect(await accepted()).toEqual([1, 1, 1, 1, 1]);
});

test('Retry On Fail sends the fourth and the fifth and none of the first three again', async () => {
	await refuseFourth(1);
	const patient = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	const run = await runCampaign([
		start,
		list,
		split,
		send(team, 'Offer', { ...byPhone, ...patient }),
	]);
	expect(run.status).toBe('success');
	expect(await accepted()).toEqual([1, 1, 1, 1, 1]);
});

test('with On Error set to continue, one refusal keeps nobody else from being written to', async () => {
	await refuseFourth(1);
	const goOn = { onError: 'continueRegularOutput' } as const;
	const run = await runCampaign([
		start,
		list,
		split,
		send(team, 'Offer', { ...byPhone, ...goOn }),
	]);
	expect(run.status).toBe('success');
	expect(outputOf(run, SEND, 0)).toHaveLength(4);
	expect(outputOf(run, SEND, 2)).toMatchObject([
		{
			verdict: 'failed',
			reason: 'notOnWhatsApp',
			error: expect.stringContaining('does not use'),
		},
	]);
	expect(await accepted()).toEqual([1, 1, 1, 0, 1]);
});

test('a second attempt at an event sends nothing twice', async () => {
	const [ana = '', ben = ''] = CUSTOMERS;
	const toBen = { ...send(team, 'tell Ben', toPhone(ben)), name: 'Tell Ben' };
	const steps = workflow('Two steps', [trigger(team), send(team, 'answer'), toBen]);
	const stored = await publish(team, steps);
	// The first Send has finished and the second is on its way when the process dies.
	await team.meta.addFault({ kind: 'holdAnswer', recipient: ben });
	await team.meta.customerWrites({ customer: ana, text: 'hello' });
	await team.meta.waitFor((log) => log.some((entry) => isAccepted(entry, 'tell Ben')), {
		timeoutMs: 20_000,
	});
	await team.n8n.kill();
	await team.meta.clearFaults();
	await team.n8n.start();
	const [run] = await team.n8n.rest.executions.waitFor(stored.id, {
		status: 'success',
		timeoutMs: 60_000,
	});
	expect(outputOf(run, TRIGGER, 0)).toMatchObject([{ attempt: 2 }]);
	expect(outputOf(run, SEND, 0)).toMatchObject([{ verdict: 'sent', deduplicated: true }]);
	expect(await accepted()).toEqual([1, 1, 0, 0, 0]);
});

const start = triggerNode(
	'Start',
	'n8n-nodes-base.webhook',
	{ path: 'campaign', httpMethod: 'POST', options: {} },
	{ typeVersion: 2 },
);
const list = node(
	'List',
	'n8n-nodes-base.set',
	{
		mode: 'raw',
		jsonOutput: JSON.stringify({
			people: CUSTOMERS.map((phone, n) => ({ phone: `+${phone}`, n })),
		}),
		options: {},
	},
	{ typeVersion: 3.4 },
);
const split = node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'people', options: {} });
const byPhone = toPhone('={{ $json.phone }}');

function toPhone(value: string): Partial<WorkflowNode> {
	return {
		parameters: {
			recipient: {
				__rl: true,
				mode: 'phone',
				value: /^\d/.test(value) ? `+${value}` : value,
			},
		},
	};
}

/** Publishes a campaign, starts it once by its webhook, and gives the run. */
async function runCampaign(nodes: WorkflowNode[], links?: readonly Link[]): Promise<Execution> {
	const stored = await team.n8n.rest.createWorkflow(workflow('Campaign', nodes, links));
	await team.n8n.rest.publish(stored.id);
	const answer = await fetch(`${team.n8n.baseUrl}/webhook/campaign`, { method: 'POST' });
	expect(answer.status).toBe(200);
	const [run] = await team.n8n.rest.executions.waitFor(stored.id, { timeoutMs: 60_000 });
	if (run === undefined) throw new Error('The campaign did not run.');
	// The next test's campaign has the same address.
	await team.n8n.rest.deactivate(stored.id);
	return run;
}

async function refuseFourth(times: number): Promise<void> {
	const [, , , recipient = ''] = CUSTOMERS;
	await team.meta.addFault({ kind: 'fail', code: 131026, recipient, times });
}

/** How many messages Meta accepted for each customer in this test. */
async function accepted(): Promise<readonly number[]> {
	return (await totals()).map((total, index) => total - (before[index] ?? 0));
}

async function totals(): Promise<readonly number[]> {
	return await Promise.all(CUSTOMERS.map((customer) => team.meta.acceptedTo(customer)));
}

function isAcknowledged(entry: LogEntry): boolean {
	return entry.kind === 'webhook' && entry.httpStatus === 200;
}

function isAccepted(entry: LogEntry, body: string): boolean {
	return entry.kind === 'accepted' && entry.body === body;
}
