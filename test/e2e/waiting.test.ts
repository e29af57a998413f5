import { waitFor } from './support/deadline.ts';
import { outputOf } from './support/conversation.ts';
import { readInbox } from './support/inbox-file.ts';
import type { Execution, ExecutionStatus } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { publish, send, SEND, startTeam, TRIGGER, trigger, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	triggerNode,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * Runs that wait for the reply to a message. Each test has a customer of its own; all write to the
 * same number.
 */

const QUESTION = 'What is your order number?';

let team: Team;
/** Asks everybody who writes. */
let asking: StoredWorkflow;
/** Listens to the same number, and asks nothing. */
let watching: StoredWorkflow;
let customers = 0;
let customer = '';

beforeAll(async () => {
	team = await startTeam({ name: 'waiting' });
	watching = await publish(team, workflow('Watch', [trigger(team)]));
	const waitLimit = "={{ $json.message.text === 'quick' ? 3 : 600 }}";
	asking = await publish(
		team,
		workflow('Ask', [trigger(team), ask({ waitLimit, options: { downloadMedia: true } })]),
	);
});

afterAll(() => team?.close());

beforeEach(async () => {
	customers += 1;
	customer = `49170000010${customers}`;
	await team.meta.createCustomer({ waId: customer, profileName: `Customer ${customers}` });
});

describe('a run that has asked a customer something', () => {
	test('goes on with the reply, which starts its own workflow not, and another one', async () => {
		await says('hello');
		const waiting = await runWith('hello', 'waiting');
		const wamid = await says('4711');
		await waitUntil(waiting.id, 'success');
		const ended = await team.n8n.rest.executions.get(waiting.id);
		const [seen] = outputOf(await runWith('4711', 'success', watching), TRIGGER, 0);

		expect(outputsOf(ended)).toEqual([
			[],
			[{ ...seen, sent: expect.objectContaining({ verdict: 'sent', reason: null }) }],
			[],
		]);
		expect(seen).toMatchObject({ event: 'message.received', message: { providerId: wamid } });
		expect(ended.run.nodes[SEND]?.[0]?.outputs[1]?.[0]).toMatchObject({
			pairedItem: { item: 0 },
		});
		expect(await textsOf(watching)).toEqual(['hello', '4711']);
		expect(await textsOf(asking)).toEqual(['hello']);

		await says('and one more thing');
		await runWith('and one more thing', 'waiting');
		expect(await textsOf(asking)).toEqual(['hello', 'and one more thing']);
	});

	test('gets the file of a reply', async () => {
		await says('hello');
		await runWith('hello', 'waiting');
		const bytes = Buffer.from('a picture, more or less');
		const media = await team.meta.customerUploads({
			mimeType: 'image/png',
			base64: bytes.toString('base64'),
		});
		const content = { type: 'image', media, caption: 'My invoice' } as const;
		await team.meta.customerSends({ customer, content });
		const run = await runWith('hello', 'success');
		const [item] = run.run.nodes[SEND]?.[0]?.outputs[1] ?? [];

		expect(item).toMatchObject({
			json: { message: { text: 'My invoice' }, sent: { verdict: 'sent' } },
			binary: { data: { mimeType: 'image/png', fileSize: `${bytes.length} B` } },
		});
	});

	test('goes on without it within seconds of the time', async () => {
		await says('quick');
		const run = await runWith('quick', 'success');
		const [item] = outputOf(run, SEND, 0);
		const [outbox] = readInbox(team, `select handed_at from outbox order by id desc limit 1`);
		const late = Date.parse(run.stoppedAt ?? '') - Number(outbox?.['handed_at']) - 3_000;

		expect(outputsOf(run)).toMatchObject([[{ verdict: 'timedOut', reason: null }], [], []]);
		expect(item).toMatchObject({ message: { status: expect.any(String) } });
		expect(late).toBeGreaterThanOrEqual(0);
		expect(late).toBeLessThan(5_000);
	});

	test('does not wait for a reply that is there before Meta has answered', async () => {
		await team.meta.addFault({ kind: 'holdAnswer', recipient: customer });
		await says('hello');
		await accepted(1);
		await says('I know: 4711');
		await runWith('I know: 4711', 'success', watching);
		// A status may have proved the send by now, and then the run has gone on already.
		await team.meta.release();
		const run = await runWith('hello', 'success');

		expect(outputsOf(run)).toMatchObject([[], [{ message: { text: 'I know: 4711' } }], []]);
		expect(await textsOf(asking)).toEqual(['hello']);
	});

	test('that was stopped leaves the reply to a run of its own', async () => {
		await says('hello');
		const { id } = await runWith('hello', 'waiting');
		await team.n8n.rest.executions.stop(id);
		await says('4711');
		await runWith('4711', 'waiting');

		expect(await textsOf(asking)).toEqual(['hello', '4711']);
		expect(await statusOf('hello')).toBe('canceled');
	});

	test('that was deleted does so, too', async () => {
		await says('hello');
		const { id } = await runWith('hello', 'waiting');
		await team.n8n.rest.call('POST', '/rest/executions/delete', { ids: [id] });
		await says('4711');
		await runWith('4711', 'waiting');

		expect(await textsOf(asking)).toEqual(['4711']);
	});

	test('is told by the output Not Sent that the window is closed', async () => {
		const run = await campaign([customer]);

		expect(run.status).toBe('success');
		expect(outputsOf(run)).toMatchObject([
			[],
			[],
			[{ verdict: 'refused', reason: 'windowClosed' }],
		]);
	});

	test('ends with an error, in words, if Meta refuses the question', async () => {
		await team.meta.addFault({ kind: 'fail', code: 131026, recipient: customer, times: 1 });
		await says('hello');
		const run = await runWith('hello', 'error');

		expect(run.run.error?.message).toContain('does not use WhatsApp');
		await says('4711');
		await runWith('4711', 'waiting');
	});

	test('asks one customer at a time, and says what to do instead', async () => {
		await says('hello');
		await runWith('hello', 'waiting');
		const run = await campaign([customer, customer]);

		expect(run).toMatchObject({
			status: 'error',
			run: {
				error: {
					message: expect.stringContaining('a run can wait for one reply at a time'),
					description: expect.stringContaining('Loop Over Items'),
				},
			},
		});
		expect(await team.meta.acceptedTo(customer)).toBe(1);
	});

	test('waits in the editor as well, and takes nothing away from what is published', async () => {
		await says('hello');
		await runWith('hello', 'waiting');
		const stored = await team.n8n.rest.createWorkflow(
			workflow('By hand', [manualTrigger(), ask({ recipient: phone(`+${customer}`) })]),
		);
		const started = await team.n8n.rest.run(stored.id, 'Start');
		if (!('executionId' in started)) throw new Error('It did not start');
		await waitUntil(started.executionId, 'waiting');
		await says('4711');
		await waitUntil(started.executionId, 'success');
		const replied = [[], [{ message: { text: '4711' } }], []];

		expect(outputsOf(await team.n8n.rest.executions.get(started.executionId))).toMatchObject(
			replied,
		);
		expect(outputsOf(await runWith('hello', 'success'))).toMatchObject(replied);
	});

	test('outlives n8n, which is killed and started again', async () => {
		await says('hello');
		const { id } = await runWith('hello', 'waiting');
		await team.n8n.kill();
		await team.n8n.start();
		await team.n8n.rest.waitPublishedAgain(asking.id);
		await says('4711');
		await waitUntil(id, 'success');

		expect(outputsOf(await team.n8n.rest.executions.get(id))).toMatchObject([
			[],
			[{ message: { text: '4711' } }],
			[],
		]);
		expect(await textsOf(asking)).toEqual(['hello']);
	});

	test('asks once, also if n8n dies while it asks: the second attempt waits', async () => {
		await team.meta.addFault({ kind: 'holdAnswer', recipient: customer });
		await says('hello');
		await accepted(1);
		await team.n8n.kill();
		await team.meta.clearFaults();
		await team.n8n.start();
		const second = await waitFor(
			'the second attempt',
			async () =>
				(await runsOf(asking)).find(
					(run) => run.status === 'waiting' && itemOf(run)?.['attempt'] === 2,
				),
			{ timeoutMs: 90_000 },
		);
		await says('4711');
		await waitUntil(second.id, 'success');

		expect(outputsOf(await team.n8n.rest.executions.get(second.id))).toMatchObject([
			[],
			[{ message: { text: '4711' } }],
			[],
		]);
		expect(await team.meta.acceptedTo(customer)).toBe(1);
	});
});

test('a sub-workflow waits, and the workflow that called it goes on with the reply', async () => {
	await team.n8n.rest.deactivate(asking.id);
	const called = await team.n8n.rest.createWorkflow(
		workflow(
			'Called',
			[
				triggerNode(
					'Called',
					'n8n-nodes-base.executeWorkflowTrigger',
					{
						inputSource: 'passthrough',
					},
					{ typeVersion: 1.1 },
				),
				ask(),
				node('Done', 'n8n-nodes-base.noOp'),
			],
			[
				{ from: 'Called', to: SEND },
				{ from: SEND, to: 'Done', output: 1 },
			],
		),
	);
	await team.n8n.rest.publish(called.id);
	const workflowId = { __rl: true, mode: 'id', value: called.id };
	const calling = await publish(
		team,
		workflow('Calling', [
			trigger(team),
			node(
				'Call',
				'n8n-nodes-base.executeWorkflow',
				{ workflowId, options: {} },
				{ typeVersion: 1.2 },
			),
		]),
	);
	await says('hello');
	await runWith('hello', 'waiting', calling);
	await says('4711');
	const run = await runWith('hello', 'success', calling);

	expect(outputOf(run, 'Call', 0)).toMatchObject([{ message: { text: '4711' } }]);
	await runWith('4711', 'success', watching);
	expect(await textsOf(calling)).toEqual(['hello']);
});

/** A Send that waits for the reply, ten minutes unless said otherwise. */
function ask(parameters: Readonly<Record<string, unknown>> = {}): WorkflowNode {
	const waiting = { operation: 'sendAndWaitForReply', waitLimit: 600, waitUnit: 'seconds' };
	return send(team, QUESTION, { parameters: { ...waiting, ...parameters } });
}

function phone(value: string) {
	return { __rl: true, mode: 'phone', value };
}

/** Asks these customers all at once, in a run that a webhook starts. */
async function campaign(waIds: readonly string[]): Promise<Execution> {
	const people = waIds.map((waId) => ({ phone: `+${waId}` }));
	const stored = await team.n8n.rest.createWorkflow(
		workflow('Campaign', [
			triggerNode(
				'Start',
				'n8n-nodes-base.webhook',
				{ path: 'campaign', httpMethod: 'POST', options: {} },
				{ typeVersion: 2 },
			),
			node(
				'List',
				'n8n-nodes-base.set',
				{ mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} },
				{ typeVersion: 3.4 },
			),
			node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'people', options: {} }),
			ask({ recipient: phone('={{ $json.phone }}') }),
		]),
	);
	await team.n8n.rest.publish(stored.id);
	await fetch(`${team.n8n.baseUrl}/webhook/campaign`, { method: 'POST' });
	const [run] = await team.n8n.rest.executions.waitFor(stored.id, { timeoutMs: 60_000 });
	if (run === undefined) throw new Error('The campaign did not run.');
	await team.n8n.rest.deactivate(stored.id);
	return run;
}

const says = (text: string): Promise<string> => team.meta.customerWrites({ customer, text });

async function accepted(count: number): Promise<void> {
	await waitFor('Meta to accept a message', async () =>
		(await team.meta.acceptedTo(customer)) >= count ? true : undefined,
	);
}

const itemOf = (run: Execution) => outputOf(run, TRIGGER, 0)[0];

const textOf = (run: Execution): unknown =>
	(itemOf(run)?.['message'] as { text?: unknown } | undefined)?.text;

/** The runs that the customer of this test has started, oldest first. */
async function runsOf({ id }: StoredWorkflow): Promise<readonly Execution[]> {
	const all = await team.n8n.rest.executions.getAll({ workflowId: id });
	return all.filter(
		(run) =>
			(itemOf(run)?.['contact'] as { phone?: unknown } | undefined)?.phone === `+${customer}`,
	);
}

const textsOf = async (of: StoredWorkflow) => (await runsOf(of)).map(textOf);

const statusOf = async (text: string) =>
	(await runsOf(asking)).find((run) => textOf(run) === text)?.status;

/** Waits until the run that this text has started is in this state. */
async function runWith(
	text: string,
	status: ExecutionStatus,
	of: StoredWorkflow = asking,
): Promise<Execution> {
	return await waitFor(
		`a ${status} run of '${text}'`,
		async () => (await runsOf(of)).find((run) => textOf(run) === text && run.status === status),
		{ timeoutMs: 30_000 },
	);
}

async function waitUntil(id: string, status: ExecutionStatus): Promise<void> {
	await waitFor(
		`execution ${id} to be ${status}`,
		async () => ((await team.n8n.rest.executions.get(id)).status === status ? true : undefined),
		{ timeoutMs: 30_000 },
	);
}

/** What Send put out, output by output. */
function outputsOf(run: Execution): readonly (readonly unknown[])[] {
	return [0, 1, 2].map((output) => outputOf(run, SEND, output));
}
