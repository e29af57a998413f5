import { ANA, BEN, echo, publish, SEND, startTeam, TRIGGER, type Team } from './support/team.ts';
import type { StoredWorkflow } from './support/rest.ts';

let team: Team;
let workflow: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'thread' });
	workflow = await publish(team, echo(team));
});

afterAll(() => team?.close());

test('a message comes in as one item, and its answer goes out and is delivered', async () => {
	const wamid = await team.meta.customerWrites({ customer: ANA, text: 'Hello 👋' });
	const [execution] = await team.n8n.rest.executions.waitFor(workflow.id, { count: 1 });
	console.log(JSON.stringify(execution?.run.nodes[TRIGGER]?.[0]?.outputs, null, 1));
	console.log(
		JSON.stringify(execution?.run.nodes[SEND]?.[0]?.outputs, null, 1),
		execution?.run.error,
	);
	console.log(wamid, BEN, team.n8n.log().split('\n').slice(-20).join('\n'));
	console.log(JSON.stringify(await team.meta.log(), null, 0));
});
