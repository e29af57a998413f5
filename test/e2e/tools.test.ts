import { answersTo, itemsOf } from './support/conversation.ts';
import { ANA, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import { asTool, fromAI } from './support/tools.ts';
import { node, packageName, workflow, type WorkflowNode } from './support/workflow.ts';

/* Each node as a tool of an AI agent: every outcome is data that a model can read. Assign: assign.test. */

let team: Team;
let conversationId = '';

beforeAll(async () => {
	team = await startTeam({ name: 'tools' });
	const { id } = await publish(team, workflow('Listen', [trigger(team)]));
	await team.meta.createTemplates(1);
	await team.meta.customerWrites({ customer: ANA, text: 'Where is my order?' });
	const [run] = await team.n8n.rest.executions.waitFor(id, { count: 1 });
	const [item] = itemsOf(run, TRIGGER);
	conversationId = (item?.['conversation'] as { id: string }).id;
});

afterAll(() => team?.close());

const ours = (type: string, parameters: object): WorkflowNode =>
	node(
		type,
		`${packageName}.whatsAppTeam${type}`,
		{ ...parameters },
		{ credential: team.credential },
	);

const conversation = { __rl: true, mode: 'conversation', value: fromAI('conversation') };

test('Send says what became of a message, and why nothing was sent', async () => {
	const call = await asTool(
		team,
		ours('Send', {
			operation: 'send',
			recipient: conversation,
			messageType: 'text',
			text: fromAI('text'),
		}),
	);

	expect(await call({ conversation: conversationId, text: 'On its way.' })).toMatchObject([
		{ verdict: 'sent', reason: null },
	]);
	expect(await answersTo(team, ANA)).toEqual(['On its way.']);
	expect(await call({ conversation: 'none', text: 'Hello?' })).toMatchObject([
		{ error: expect.any(String) as unknown },
	]);
});

test('Template sends what a model fills in', async () => {
	const call = await asTool(
		team,
		ours('Template', {
			operation: 'send',
			recipient: conversation,
			template: { __rl: true, mode: 'name', value: 'sample_001|en_US' },
			templateFields: {
				mappingMode: 'defineBelow',
				value: { body_1: fromAI('name') },
				schema: [],
			},
		}),
	);

	expect(await call({ conversation: conversationId, name: 'Ana' })).toMatchObject([
		{ verdict: 'sent', template: { name: 'sample_001' } },
	]);
});

test('Note writes for the team', async () => {
	const call = await asTool(
		team,
		ours('Note', { operation: 'add', conversation, text: fromAI('text') }),
	);

	expect(await call({ conversation: conversationId, text: 'Call back' })).toMatchObject([
		{ note: { text: 'Call back' } },
	]);
	expect(await call({ conversation: conversationId, text: '' })).toMatchObject([
		{ error: expect.stringContaining('Text') as unknown },
	]);
});

test('Inbox finds conversations by their text', async () => {
	const call = await asTool(
		team,
		ours('Inbox', {
			resource: 'conversation',
			operation: 'getAll',
			filters: { text: fromAI('words') },
		}),
	);

	expect(await call({ words: 'order' })).toMatchObject([{ contact: { name: 'Ana' } }]);
	expect(await call({ words: 'nothing of the kind' })).toEqual([]);
});
