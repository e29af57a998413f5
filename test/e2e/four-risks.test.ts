import { answersTo, itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, BEN, publish, SEND, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamSend,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * A number that several people share without a plan has four risks: duplicate replies, missed
 * messages, no audit trail, no visibility. One acceptance test for each.
 */

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';

let team: Team;
let listening: StoredWorkflow;
const conversations = new Map<string, string>();

beforeAll(async () => {
	team = await startTeam({ name: 'four-risks' });
	listening = await publish(team, workflow('Listening', [trigger(team)]));
	for (const [email, name] of [
		[ADA, 'Ada'],
		[BOB, 'Bob'],
	]) {
		await run('Inbox', {
			resource: 'agent',
			operation: 'upsert',
			email,
			agentFields: { name },
		});
	}
});

afterAll(() => team?.close());

const ours = (type: string, parameters: object): WorkflowNode =>
	node(
		type,
		`${packageName}.whatsAppTeam${type}`,
		{ ...parameters },
		{ credential: team.credential },
	);

async function runToEnd(one: WorkflowNode) {
	const { id } = await team.n8n.rest.createWorkflow(workflow('By hand', [manualTrigger(), one]));
	return await team.n8n.rest.runToEnd(id, 'Start');
}

/** Runs a node of ours by hand. @returns what left by its outputs, all together */
async function run(type: string, parameters: object) {
	return itemsOf(await runToEnd(ours(type, parameters)), type);
}

/** A customer writes; resolves with the conversation once its run has ended. */
async function write(customer: string, text: string): Promise<string> {
	await team.meta.customerWrites({ customer, text });
	const found = await waitFor(`the run for ${text}`, async () => {
		const runs = await team.n8n.rest.executions.getAll({ workflowId: listening.id });
		return runs
			.flatMap((one) => itemsOf(one, TRIGGER))
			.find((item) => (item['message'] as { text?: string }).text === text);
	});
	const { id } = found['conversation'] as { id: string };
	conversations.set(customer, id);
	return id;
}

const inConversation = (id: string) => ({ __rl: true, mode: 'conversation', value: id });

/** Somebody of the team answers. @returns what left by each output */
async function answer(conversationId: string, actingAgent: string, text: string) {
	const one = teamSend(
		{
			operation: 'send',
			recipient: inConversation(conversationId),
			messageType: 'text',
			text,
			options: { actingAgent, ownerGuard: 'block' },
		},
		{ credential: team.credential },
		SEND,
	);
	const execution = await runToEnd(one);
	return [0, 1, 2].map((output) => outputOf(execution, SEND, output));
}

test('duplicate replies: two want to answer, the customer hears one', async () => {
	const id = await write(ANA, 'Is my order ready?');
	const claim = { operation: 'claim', conversation: inConversation(id) };
	const by = (email: string) => ({ agent: { __rl: true, mode: 'email', value: email } });

	expect(await run('Assign', { ...claim, ...by(ADA) })).toMatchObject([{ won: true }]);
	expect(await run('Assign', { ...claim, ...by(BOB) })).toMatchObject([
		{ won: false, owner: { email: ADA } },
	]);
	expect(await answer(id, ADA, 'Yes, from ten on.')).toMatchObject([
		[{ verdict: 'sent' }],
		[],
		[],
	]);
	expect(await answer(id, BOB, 'I will look.')).toMatchObject([
		[],
		[],
		[{ verdict: 'refused', reason: 'ownedByOther' }],
	]);
	expect(await answersTo(team, ANA)).toEqual(['Yes, from ten on.']);
});

test('missed messages: what comes while nobody is there is found, and starts its workflow', async () => {
	await team.meta.changeSettings({ webhookRetryDelaysMs: Array<number>(60).fill(1_000) });
	await team.n8n.kill();
	await team.meta.customerWrites({ customer: BEN, text: 'Anybody there?' });
	await team.n8n.start();
	const item = await waitFor('the message that came meanwhile', async () => {
		const runs = await team.n8n.rest.executions.getAll({ workflowId: listening.id });
		return runs
			.flatMap((one) => itemsOf(one, TRIGGER))
			.find((one) => (one['message'] as { text?: string }).text === 'Anybody there?');
	});
	conversations.set(BEN, (item['conversation'] as { id: string }).id);

	expect(
		await run('Inbox', {
			resource: 'conversation',
			operation: 'getAll',
			order: 'waiting',
			filters: { unowned: true, neverAnswered: true },
		}),
	).toMatchObject([{ contact: { name: 'Ben' }, message: { text: 'Anybody there?' } }]);
});

test('no audit trail: the timeline says who did what, in one order', async () => {
	const conversation = { __rl: true, mode: 'conversation', value: conversations.get(ANA) };
	await run('Note', {
		operation: 'add',
		conversation: inConversation(conversations.get(ANA) ?? ''),
		text: 'Paid in advance',
		actingAgent: ADA,
	});
	const entries = await run('Inbox', {
		resource: 'conversation',
		operation: 'timeline',
		conversation,
		options: { oldestFirst: true },
	});
	const told = entries.filter(({ kind }) => ['message', 'owner', 'note'].includes(String(kind)));

	expect(told).toMatchObject([
		{ kind: 'message', message: { direction: 'in', text: 'Is my order ready?' } },
		{ kind: 'owner', owner: { to: ADA } },
		{ kind: 'message', message: { direction: 'out', text: 'Yes, from ten on.' } },
		{ kind: 'note', note: { text: 'Paid in advance', author: ADA } },
	]);
});

test('no visibility: one look shows who has what, and who waits', async () => {
	const report = (operation: string) =>
		run('Inbox', { resource: 'report', operation, options: { includeDefinitions: false } });

	expect(await report('overview')).toMatchObject([{ open: 2, waiting: 1, unowned: 1, sent: 1 }]);
	expect(await report('agents')).toMatchObject([
		{ agent: ADA, open: 1 },
		{ agent: BOB, open: 0 },
	]);
});
