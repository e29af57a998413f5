import { itemsOf, outputOf } from './support/conversation.ts';
import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, BEN, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * A team changes, in a real n8n: somebody leaves it, a number gets hours and several conversations,
 * two contacts are one person; and an agent sees what is theirs to see.
 */

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const LIM = 'lim@example.com';
const CEM = '4915112345673';

type Parts = {
	readonly number: { readonly id: string };
	readonly contact: { readonly id: string; readonly name: string };
	readonly conversation: { readonly id: string; readonly isNew: boolean };
};

let team: Team;
let listening: StoredWorkflow;
let owners: StoredWorkflow;
let people: StoredWorkflow;
let count = 0;
const first = new Map<string, Parts>();

beforeAll(async () => {
	team = await startTeam({ name: 'team-changes' });
	listening = await publish(team, workflow('Listen', [trigger(team)]));
	owners = await publish(
		team,
		workflow('Owners', [trigger(team, { events: ['owner.released', 'owner.transferred'] })]),
	);
	people = await publish(
		team,
		workflow('People', [trigger(team, { events: ['contact.created', 'contact.updated'] })]),
	);
	await team.meta.createCustomer({ waId: CEM, profileName: 'Cem' });
	await inbox('agent', 'upsert', { email: ADA, agentFields: { name: 'Ada' } });
	await inbox('agent', 'upsert', { email: BOB, agentFields: { name: 'Bob' } });
	const limited = { role: 'limitedAgent', labelScope: ['vip'] };
	await inbox('agent', 'upsert', { email: LIM, agentFields: limited });
	for (const customer of [ANA, BEN, CEM]) first.set(customer, await write(customer));
});

afterAll(() => team?.close());

/** A customer writes, now unless a time is given in ms. @returns what the run is about that it starts */
async function write(customer: string, timestamp?: number): Promise<Parts> {
	const at = timestamp === undefined ? {} : { timestamp };
	await team.meta.customerWrites({ customer, text: 'Hello', ...at });
	count += 1;
	const runs = await team.n8n.rest.executions.waitFor(listening.id, { count });
	const [item] = itemsOf(runs.at(-1), TRIGGER);
	return item as unknown as Parts;
}

const idOf = (customer: string): string => first.get(customer)?.conversation.id ?? '';

/** Runs a node by hand. */
async function run(kind: 'Inbox' | 'Assign', parameters: object): Promise<Execution> {
	const draft = workflow('By hand', [manualTrigger(), nodeOf(kind, parameters)]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(stored.id, 'Start');
}

function nodeOf(kind: 'Inbox' | 'Assign', parameters: object): WorkflowNode {
	const { credential } = team;
	return node(kind, `${packageName}.whatsAppTeam${kind}`, { ...parameters }, { credential });
}

async function inbox(resource: string, operation: string, parameters: object) {
	return outputOf(await run('Inbox', { resource, operation, ...parameters }), 'Inbox', 0);
}

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

async function assign(parameters: object, customer: string): Promise<void> {
	const conversation = locator('conversation', idOf(customer));
	const done = await run('Assign', { ...parameters, conversation });
	expect(done.status).toBe('success');
}

const search = async (field: string, method: string, filter: string, parameters: object) => {
	const found = await team.n8n.rest.listSearch({
		...{ node: nodeOf('Inbox', parameters), method, filter },
		path: `parameters.${field}`,
	});
	return found.results.map(({ name }) => name);
};

test('a number is found in a list, gets hours and a group, and says if it is open', async () => {
	const { number } = first.get(ANA) as Parts;
	const update = { resource: 'number', operation: 'update' };
	expect(await search('number', 'searchNumbers', 'sal', update)).toEqual([
		expect.stringMatching(/^Sales/),
	]);
	expect(await search('number', 'searchNumbers', 'nothing', update)).toEqual([]);
	const week = [1, 2, 3, 4, 5, 6, 7];
	const hours = { values: [{ days: week, from: '00:00', to: '24:00' }] };
	const [updated] = await inbox('number', 'update', {
		number: locator('id', number.id),
		numberFields: { hours, group: 'South', ownerAgent: 'Ada@example.com' },
	});
	const listed = await inbox('number', 'getAll', {});

	expect(updated).toMatchObject({
		number: { id: number.id, label: 'Sales', group: 'South' },
		hours: [{ days: week, from: '00:00', to: '24:00' }],
		isOpen: true,
		singleConversation: true,
		ownerAgent: ADA,
	});
	expect(listed).toEqual([updated]);
	const refused = await run('Inbox', {
		...{ ...update, number: locator('id', 'unknown'), numberFields: { group: 'x' } },
	});
	expect(refused.status).toBe('error');
});

test('agents and conversations are found in their lists', async () => {
	const leaving = { resource: 'agent', operation: 'delete', openConversations: 'agent' };
	const conversation = { resource: 'conversation', operation: 'get' };

	expect(await search('agent', 'searchAgents', 'bob', leaving)).toEqual([`Bob (${BOB})`]);
	expect(await search('conversation', 'searchConversations', 'cem', conversation)).toEqual([
		expect.stringContaining('Cem'),
	]);
});

test('an agent gets, changes and maps whom they see, and nobody else', async () => {
	await assign({ operation: 'addLabels', labels: ['vip'] }, ANA);
	const options = { actingAgent: LIM };
	const of = (customer: string) => ({ contact: locator('phone', `+${customer}`), options });
	const contactFields = { language: 'pt_BR' };

	expect(await inbox('contact', 'get', of(ANA))).toMatchObject([{ name: 'Ana' }]);
	expect(await inbox('contact', 'upsert', { ...of(ANA), contactFields })).toMatchObject([
		{ language: 'pt_BR', isNew: false },
	]);
	expect(await inbox('contact', 'map', { ...of(ANA), crm: 'hubspot' })).toHaveLength(1);
	for (const [operation, more] of [
		['get', {}],
		['upsert', { contactFields }],
		['map', { crm: 'hubspot' }],
		['setConsent', { marketing: 'out' }],
		['merge', { mergeFrom: locator('phone', `+${ANA}`) }],
	] as const) {
		const parameters = { resource: 'contact', operation, ...of(BEN), ...more };
		expect([operation, await run('Inbox', parameters)]).toMatchObject([
			operation,
			{
				status: 'error',
				run: { error: { message: expect.stringContaining('names nobody') as unknown } },
			},
		]);
	}
	const told = await team.n8n.rest.executions.waitFor(people.id, { count: 4 });
	expect(
		told.flatMap((one) =>
			itemsOf(one, TRIGGER).map((item) => [
				item['event'],
				(item['contact'] as { name: string }).name,
				(item['change'] as { field: string } | undefined)?.field,
			]),
		),
	).toEqual([
		['contact.created', 'Ana', undefined],
		['contact.created', 'Ben', undefined],
		['contact.created', 'Cem', undefined],
		['contact.updated', 'Ana', 'language'],
	]);
});

test('of two contacts one is made, with the conversations of both', async () => {
	const [merged] = await inbox('contact', 'merge', {
		contact: locator('conversation', idOf(BEN)),
		mergeFrom: locator('phone', `+${CEM}`),
	});
	const found = await inbox('contact', 'get', { contact: locator('phone', `+${CEM}`) });

	expect(merged).toMatchObject({ name: 'Ben', hasChanged: true });
	expect(found).toMatchObject([{ id: first.get(BEN)?.contact.id, name: 'Ben' }]);
});

test('whoever leaves the team hands over what they have, and nothing stays theirs', async () => {
	for (const customer of [ANA, BEN]) {
		await assign({ operation: 'claim', agent: locator('email', ADA) }, customer);
	}
	await assign({ operation: 'setStatus', status: 'resolved' }, BEN);
	const [left] = await inbox('agent', 'delete', {
		...{ email: ADA, openConversations: 'agent', agent: locator('email', BOB) },
	});
	const told = await team.n8n.rest.executions.waitFor(owners.id, { count: 1 });

	expect(left).toEqual({
		...{ email: ADA, name: 'Ada', deleted: true },
		...{ released: [], handedOver: [idOf(ANA)], numbers: [first.get(ANA)?.number.id] },
	});
	expect(told.flatMap((one) => itemsOf(one, TRIGGER).map((item) => item['owner']))).toEqual([
		{ from: ADA, to: BOB, by: 'workflow', reason: 'left', version: 2 },
	]);
	const all = await inbox('agent', 'getAll', { returnAll: true });
	expect(all.map((agent) => agent['email'])).toEqual([BOB, LIM]);
	const again = await write(BEN);
	expect(again.conversation).toMatchObject({ id: idOf(BEN), owner: null, status: 'open' });
});

test('a number with several conversations begins the next one after the last was resolved', async () => {
	await inbox('settings', 'update', { updateFields: { reopenHours: 0 } });
	await inbox('number', 'update', {
		number: locator('id', first.get(ANA)?.number.id ?? ''),
		numberFields: { singleConversation: false },
	});
	await assign({ operation: 'setStatus', status: 'resolved' }, ANA);
	// WhatsApp's times are whole seconds: the message is of a later one than the end.
	const next = await write(ANA, Date.now() + 2_000);

	expect(next.conversation).toMatchObject({ isNew: true, owner: null, labels: [] });
	expect(next.conversation.id).not.toBe(idOf(ANA));
	const found = await inbox('conversation', 'get', {
		conversation: locator('conversation', idOf(ANA)),
	});
	expect(found).toMatchObject([{ conversation: { status: 'resolved', owner: BOB } }]);
});
