import { answersTo, outputOf } from './support/conversation.ts';
import { ANA, echo, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import { workflow } from './support/workflow.ts';

let team: Team;

beforeAll(async () => {
	team = await startTeam({ name: 'test-listening' });
});

afterAll(() => team?.close());

test('with nothing published, a manual run gets the next message', async () => {
	const draft = await team.n8n.rest.createWorkflow(workflow('Draft', [trigger(team)]));
	expect(await team.n8n.rest.run(draft.id, TRIGGER)).toEqual({ waitingForWebhook: true });
	await team.meta.waitFor(
		(log) =>
			log.some(
				(entry) => entry.kind === 'override' && (entry.url ?? '').includes('webhook-test'),
			),
		{ timeoutMs: 20_000 },
	);
	await team.meta.customerWrites({ customer: ANA, text: 'a test' });
	const [run] = await team.n8n.rest.executions.waitFor(draft.id, { mode: 'manual' });
	expect(outputOf(run, TRIGGER, 0)).toMatchObject([
		{
			event: 'message.received',
			eventId: expect.stringMatching(/^test:/),
			message: { text: 'a test' },
		},
	]);
});

test('beside a published workflow, one message gives one production run and one test item', async () => {
	const published = await publish(team, echo(team));
	const draft = await team.n8n.rest.createWorkflow(workflow('Second', [trigger(team)]));
	await team.n8n.rest.run(draft.id, TRIGGER);
	await team.meta.customerWrites({ customer: ANA, text: 'hello both' });
	const [test] = await team.n8n.rest.executions.waitFor(draft.id, { mode: 'manual' });
	const production = await team.n8n.rest.executions.waitFor(published.id, { mode: 'trigger' });
	expect(outputOf(test, TRIGGER, 0)).toMatchObject([{ message: { text: 'hello both' } }]);
	expect(production).toHaveLength(1);
	expect(await answersTo(team, ANA)).toEqual(['You said: hello both']);
	const { override } = (await team.meta.numbers())[0] ?? {};
	expect(override?.url).not.toContain('webhook-test');
});
