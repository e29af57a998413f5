import { answersTo, itemsOf, outputOf } from './support/conversation.ts';
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
import { asTool, fromAI } from './support/tools.ts';
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * Whose a conversation is, in a real n8n: rules give it to somebody, two race for one and one of
 * them wins, it is handed over, and an AI agent does it as well.
 */

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const START = 'Start';
const ASSIGN = 'Assign';

let team: Team;
let router: StoredWorkflow;
let owners: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'assign' });
	await hire(ADA, { name: 'Ada', teams: ['Sales'] });
	await hire(BOB, { name: 'Bob', teams: ['Service'] });
	await hire('vi@example.com', { name: 'Vi', role: 'viewer' });
	await hire('lim@example.com', { role: 'limitedAgent', labelScope: ['vip'] });
	owners = await publish(
		team,
		workflow('Owners', [
			trigger(team, { events: ['owner.claimed', 'owner.transferred', 'owner.released'] }),
		]),
	);
	router = await publish(
		team,
		workflow('Router', [
			trigger(team),
			assign({ operation: 'autoAssign', strategy: 'rules', rules: RULES }),
		]),
	);
});

afterAll(() => team?.close());

const RULES = `$contains(text, 'broken') ? 'Service' : $contains(text, 'price') ? '${ADA}'`;

/** The Assign node. */
function assign(parameters: object, name = ASSIGN): WorkflowNode {
	const { credential } = team;
	return node(name, `${packageName}.whatsAppTeamAssign`, { ...parameters }, { credential });
}

const who = (email: string) => ({ __rl: true, mode: 'email', value: email });
const which = (id: string) => ({ __rl: true, mode: 'conversation', value: id });

/** Runs one node by hand. */
async function run(one: WorkflowNode, more: readonly WorkflowNode[] = []): Promise<Execution> {
	const draft = workflow('By hand', [manualTrigger(START), one, ...more]);
	const { id } = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(id, START);
}

/** Makes or changes an agent. */
async function hire(email: string, agentFields: object): Promise<void> {
	await agents({ operation: 'upsert', email, agentFields });
}

/** Runs an operation of Inbox on agents. */
async function agents(parameters: object): Promise<readonly unknown[]> {
	const { credential } = team;
	const given = { resource: 'agent', ...parameters };
	const one = node('Inbox', `${packageName}.whatsAppTeamInbox`, given, { credential });
	return outputOf(await run(one), 'Inbox', 0);
}

/** Lets a customer write, and waits for what the router makes of it. */
async function routed(customer: string, text: string, count: number): Promise<Execution> {
	await team.meta.customerWrites({ customer, text });
	const runs = await team.n8n.rest.executions.waitFor(router.id, { count });
	const execution = runs[count - 1];
	if (execution === undefined) throw new Error('There is no run.');
	return execution;
}

/** The id of the conversation that a run is about. */
function conversationOf(execution: Execution): string {
	const [item] = itemsOf(execution, TRIGGER);
	return (item?.['conversation'] as { id: string }).id;
}

/** What was told of owners by now. */
async function told(count: number): Promise<readonly unknown[]> {
	const runs = await team.n8n.rest.executions.waitFor(owners.id, { count });
	return runs.flatMap((one) =>
		itemsOf(one, TRIGGER).map((item) => [item['event'], item['owner']]),
	);
}

test('a message that comes in goes to whom the rules name, and to nobody if they name nobody', async () => {
	const first = await routed(ANA, 'What is the price?', 1);
	const id = conversationOf(first);

	expect(outputOf(first, ASSIGN, 0)).toMatchObject([
		{
			won: true,
			changed: true,
			reason: null,
			owner: { email: ADA, name: 'Ada', version: 1 },
			conversation: { id, owner: ADA },
			contact: { name: 'Ana' },
			number: { label: 'Sales' },
		},
	]);
	expect(outputOf(first, ASSIGN, 1)).toEqual([]);

	const again = await routed(ANA, 'It is broken', 2);
	expect(outputOf(again, ASSIGN, 0)).toEqual([]);
	expect(outputOf(again, ASSIGN, 1)).toMatchObject([
		{ won: false, changed: false, reason: 'alreadyOwned', owner: { email: ADA, version: 1 } },
	]);

	const nobody = await routed(BEN, 'Good morning', 3);
	expect(outputOf(nobody, ASSIGN, 1)).toMatchObject([
		{ won: false, reason: 'noRule', owner: { email: null, version: 0 }, team: null },
	]);
	const service = await routed(BEN, 'It is broken', 4);
	expect(outputOf(service, ASSIGN, 0)).toMatchObject([
		{ won: true, owner: { email: BOB }, team: 'Service', conversation: { owner: BOB } },
	]);
	expect(await told(2)).toEqual([
		['owner.claimed', { from: null, to: ADA, by: 'policy', reason: 'autoAssign', version: 1 }],
		['owner.claimed', { from: null, to: BOB, by: 'policy', reason: 'autoAssign', version: 1 }],
	]);
});

test('two who race for a conversation: one has it, the other is told who', async () => {
	const id = conversationOf(await routed(ANA, 'Hello?', 5));
	const conversation = which(id);
	await run(assign({ operation: 'release', conversation }));
	const both = await Promise.all(
		[ADA, BOB].map((email) =>
			run(assign({ operation: 'claim', conversation, agent: who(email) })),
		),
	);

	const won = both.flatMap((one) => outputOf(one, ASSIGN, 0));
	const lost = both.flatMap((one) => outputOf(one, ASSIGN, 1));
	expect([won.length, lost.length]).toEqual([1, 1]);
	const { owner } = won[0] as { owner: { email: string } };
	expect(lost).toMatchObject([{ won: false, reason: 'alreadyOwned', owner }]);
});

test('it is handed over with a note, not by a viewer, and not against a change', async () => {
	const id = conversationOf(await routed(BEN, 'Hello?', 6));
	const conversation = which(id);
	const transfer = {
		operation: 'transfer',
		conversation,
		agent: who(ADA),
		handoffNote: 'Wants the blue one',
		expectedVersion: '={{ 1 }}',
	};
	const before = (await told(4)).length;
	const handed = await run(assign({ ...transfer, actingAgent: BOB }));

	expect(outputOf(handed, ASSIGN, 0)).toMatchObject([{ owner: { email: ADA, version: 2 } }]);
	expect((await told(before + 1)).at(-1)).toEqual([
		'owner.transferred',
		{
			...{ from: BOB, to: ADA, by: BOB, reason: 'transfer', version: 2 },
			handoffNote: 'Wants the blue one',
		},
	]);
	const late = await run(assign({ ...transfer, agent: who(BOB), actingAgent: ADA }));
	expect(outputOf(late, ASSIGN, 1)).toMatchObject([
		{ won: false, reason: 'versionChanged', owner: { email: ADA, version: 2 } },
	]);
	const viewer = await run(
		assign({ operation: 'claim', conversation, agent: who('vi@example.com') }),
	);
	expect(viewer.run.error?.message).toBe("The role of 'vi@example.com' does not allow this");
});

test('what is outside somebody’s labels is not there for them', async () => {
	const id = conversationOf(await routed(ANA, 'Hello again', 7));
	const limited = { conversation: which(id), actingAgent: 'lim@example.com' };
	const tries = [
		assign({ ...limited, operation: 'release' }),
		assign({ ...limited, operation: 'claim', agent: who('lim@example.com') }),
		assign({ ...limited, operation: 'autoAssign', strategy: 'sticky' }),
	];
	for (const one of tries) {
		const execution = await run({ ...one, onError: 'continueRegularOutput' });
		const items = itemsOf(execution, ASSIGN);
		expect(items).toEqual([
			{
				error: expect.stringContaining(
					"The field 'Conversation' names none of the workspace",
				) as unknown,
			},
		]);
	}
});

test('a message goes, goes with a warning, or does not go where somebody else has it', async () => {
	const id = conversationOf(await routed(ANA, 'Still there?', 8));
	const conversation = which(id);
	await run(assign({ operation: 'release', conversation }));
	await run(assign({ operation: 'claim', conversation, agent: who(BOB) }));
	const answer = (ownerGuard: string, actingAgent: string) =>
		send(team, `${ownerGuard} ${actingAgent}`, {
			parameters: { recipient: conversation, options: { ownerGuard, actingAgent } },
		});
	const blocked = await run(answer('block', ADA));
	const warned = await run(answer('warn', ADA));
	const own = await run(answer('block', BOB));

	expect(outputOf(blocked, SEND, 2)).toMatchObject([
		{ verdict: 'refused', reason: 'ownedByOther' },
	]);
	expect(outputOf(warned, SEND, 0)).toMatchObject([
		{ verdict: 'sent', warning: expect.stringContaining('somebody else') as unknown },
	]);
	expect(warned.run.nodes[SEND]?.[0]?.hints).toEqual([
		expect.stringContaining('belongs to somebody else') as unknown,
	]);
	expect(outputOf(own, SEND, 0)).toMatchObject([{ verdict: 'sent' }]);
	expect(outputOf(own, SEND, 0)[0]).not.toHaveProperty('warning');
	expect(await answersTo(team, ANA)).toEqual([`warn ${ADA}`, `block ${BOB}`]);
});

test('who is away is listed as such, and given nothing', async () => {
	const always = { values: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] };
	await hire(BOB, { shifts: always, timeZone: 'Europe/Berlin' });
	const there = async () =>
		await agents({
			...{ operation: 'getAll', returnAll: true },
			agentFilters: { onlyThere: true, team: 'service' },
		});

	expect(await there()).toMatchObject([
		{
			...{ email: BOB, name: 'Bob', role: 'agent', teams: ['Service'], isThere: true },
			shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
		},
	]);
	const gone = { operation: 'setAvailability', email: BOB, availability: 'away' };
	expect(await agents(gone)).toMatchObject([{ email: BOB, isThere: false, isOnShift: true }]);
	expect(await there()).toEqual([]);

	const id = conversationOf(await routed(BEN, 'It is all right', 9));
	await run(assign({ operation: 'release', conversation: which(id) }));
	const nobody = await routed(BEN, 'It is broken', 10);
	expect(outputOf(nobody, ASSIGN, 1)).toMatchObject([
		{ won: false, reason: 'nobodyOnShift', owner: { email: null }, team: 'Service' },
	]);
	await agents({ ...gone, availability: 'online' });
});

test('the list of the editor holds the team', async () => {
	const list = (filter: string) =>
		team.n8n.rest.listSearch({
			node: assign({ operation: 'claim' }),
			method: 'searchAgents',
			filter,
		});

	expect((await list('')).results.map(({ value }) => value)).toEqual([
		...[ADA, BOB, 'lim@example.com', 'vi@example.com'],
	]);
	expect((await list('bo')).results).toMatchObject([{ name: `Bob (${BOB})`, value: BOB }]);
});

test('an AI agent claims by it, and what goes wrong is data', async () => {
	const id = conversationOf(await routed(ANA, 'And again', 11));
	await run(assign({ operation: 'release', conversation: which(id) }));
	const call = await asTool(
		team,
		assign({
			operation: 'claim',
			conversation: which(fromAI('conversation')),
			agent: who(fromAI('agent')),
		}),
	);

	expect(await call({ conversation: id, agent: BOB })).toMatchObject([
		{ won: true, owner: { email: BOB } },
	]);
	expect(await call({ conversation: id, agent: ADA })).toMatchObject([
		{ won: false, reason: 'alreadyOwned', owner: { email: BOB, name: 'Bob' } },
	]);
	expect(await call({ conversation: id, agent: 'no@example.com' })).toEqual([
		{ error: expect.stringContaining('Nobody in the team has the email') as unknown },
	]);
});
