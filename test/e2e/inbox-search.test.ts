import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
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

/* Looking things up in a real n8n: searching page by page, a timeline, files, a CRM, figures. */

const CEM = '4915112345673';

let team: Team;
let listening: StoredWorkflow;
const conversationIds = new Map<string, string>();

beforeAll(async () => {
	team = await startTeam({ name: 'inbox-search' });
	listening = await publish(team, workflow('Listen', [trigger(team)]));
	await team.meta.createCustomer({ waId: CEM, profileName: 'Cem' });
	await write(ANA, 'My order 4711 has not arrived');
	await write(BEN, '=HYPERLINK("http://evil.example","order")');
	await write(CEM, 'Good morning, "you", all');
});

afterAll(() => team?.close());

/** A customer writes, and the run that it starts ends. */
async function write(customer: string, text: string): Promise<void> {
	await team.meta.customerWrites({ customer, text });
	const count = conversationIds.size + 1;
	const runs = await team.n8n.rest.executions.waitFor(listening.id, { count });
	const [item] = itemsOf(runs.at(-1), TRIGGER);
	conversationIds.set(customer, (item as { conversation: { id: string } }).conversation.id);
}

const inbox = (parameters: object): WorkflowNode =>
	node(
		'Inbox',
		`${packageName}.whatsAppTeamInbox`,
		{ ...parameters },
		{ credential: team.credential },
	);

/** Runs an Inbox once. */
async function run(parameters: object): Promise<Execution> {
	const draft = workflow('Look', [manualTrigger(), inbox(parameters)]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(stored.id, 'Start');
}

const lookUp = async (parameters: object) => outputOf(await run(parameters), 'Inbox', 0);

const search = { resource: 'conversation', operation: 'getAll' };

type Listed = { contact: { name: string }; nextCursor: string | null; message: { text: string } };

test('conversations are found page by page, by text and by filters', async () => {
	const order = 'lastMessage';
	const first = (await lookUp({ ...search, order, limit: 2 })) as unknown as Listed[];
	const cursor = first.at(-1)?.nextCursor;
	const rest = (await lookUp({
		...search,
		order,
		limit: 2,
		options: { cursor },
	})) as unknown as Listed[];
	const all = (await lookUp({ ...search, order, returnAll: true })) as unknown as Listed[];
	const byText = (await lookUp({
		...search,
		filters: { text: 'ORDER 47', statuses: ['open'], unowned: true, neverAnswered: true },
	})) as unknown as Listed[];

	expect(typeof cursor).toBe('string');
	expect([first.length, rest.length, rest.at(-1)?.nextCursor]).toEqual([2, 1, null]);
	const names = [...first, ...rest].map(({ contact }) => contact.name);
	expect(names).toEqual(all.map(({ contact }) => contact.name));
	expect(names.toSorted()).toEqual(['Ana', 'Ben', 'Cem']);
	expect(byText.map(({ contact, message }) => [contact.name, message.text])).toEqual([
		['Ana', 'My order 4711 has not arrived'],
	]);
	expect(await lookUp({ ...search, filters: { owner: 'ada@example.com' } })).toEqual([]);
});

test('a cursor of another list is refused by the name of the field', async () => {
	const [item] = (await lookUp({ ...search, order: 'waiting', limit: 1 })) as unknown as Listed[];
	const refused = await run({
		...search,
		order: 'lastMessage',
		options: { cursor: item?.nextCursor },
	});

	expect(refused).toMatchObject({
		status: 'error',
		run: { error: { message: "The field 'Continue After' belongs to another list" } },
	});
});

test('a timeline has the message of the customer', async () => {
	const conversation = { __rl: true, mode: 'conversation', value: conversationIds.get(ANA) };
	const timeline = { resource: 'conversation', operation: 'timeline', conversation };

	expect(await lookUp({ ...timeline, options: { oldestFirst: true } })).toContainEqual(
		expect.objectContaining({
			kind: 'message',
			message: expect.objectContaining({
				text: 'My order 4711 has not arrived',
				direction: 'in',
				origin: 'customer',
			}) as unknown,
		}),
	);
});

/** The file that an export put out, as n8n keeps it on its disk. */
async function exported(parameters: object) {
	const execution = await run({ resource: 'conversation', operation: 'export', ...parameters });
	const [item] = execution.run.nodes['Inbox']?.[0]?.outputs[0] ?? [];
	const { file } = item?.['binary'] as { file: { id: string; mimeType: string } };
	const below = file.id.replace(/^filesystem-v2:/, '');
	const places = ['storage', 'binaryData'].map((folder) =>
		path.join(team.n8n.userFolder, '.n8n', folder, below),
	);
	const text = await readFile(places.find(existsSync) ?? below, 'utf8');
	return { json: item?.json, mimeType: file.mimeType, text };
}

test('an export is a file that a spreadsheet can open without harm', async () => {
	const { json, mimeType, text } = await exported({
		exportOf: 'conversations',
		format: 'csv',
		binaryPropertyName: 'file',
		order: 'lastMessage',
	});
	const [header, ...lines] = text.trimEnd().split('\r\n');

	expect([json, mimeType]).toEqual([{ rows: 3, fileName: 'conversations.csv' }, 'text/csv']);
	expect(header).toMatch(/^conversationId,number,numberPhone,contactId,name,phone,status,owner,/);
	expect(
		lines
			.map((line) => line.replace(/^.*?,((Ana|Ben|Cem),[^,]*),.*Z,(?=[^Z]*$)/, '$1 '))
			.toSorted(),
	).toEqual([
		`Ana,+${ANA} My order 4711 has not arrived`,
		`Ben,+${BEN} "'=HYPERLINK(""http://evil.example"",""order"")"`,
		`Cem,+${CEM} "Good morning, ""you"", all"`,
	]);
});

test('what happened in all conversations is exported as JSON', async () => {
	const { text } = await exported({
		exportOf: 'timelines',
		format: 'json',
		binaryPropertyName: 'file',
	});
	const entries = JSON.parse(text) as (Partial<Listed> & { kind: string })[];

	expect(entries.flatMap(({ message }) => message?.text ?? []).toSorted()).toEqual([
		'=HYPERLINK("http://evil.example","order")',
		'Good morning, "you", all',
		'My order 4711 has not arrived',
	]);
});

test('a contact is written down, found again and mapped to the fields of HubSpot', async () => {
	const contact = { __rl: true, mode: 'phone', value: `+${ANA}` };
	await lookUp({
		resource: 'contact',
		operation: 'upsert',
		contact,
		contactFields: {
			name: 'Ana Maria Silva',
			language: 'pt_BR',
			crmLinks: { values: [{ system: 'HubSpot', type: 'contact', id: '4711' }] },
		},
	});
	const filters = { search: 'maria', recordSystem: 'hubspot', recordId: '4711' };
	const found = await lookUp({ resource: 'contact', operation: 'getAll', filters });
	const mapped = await lookUp({ resource: 'contact', operation: 'map', contact, crm: 'hubspot' });

	expect(found).toEqual([
		expect.objectContaining({ name: 'Ana Maria Silva', phone: `+${ANA}`, language: 'pt_BR' }),
	]);
	expect(mapped).toEqual([
		{
			id: '4711',
			search: {
				filterGroups: [`+${ANA}`, ANA].map((value) => ({
					filters: [{ propertyName: 'phone', operator: 'EQ', value }],
				})),
				properties: ['firstname', 'lastname', 'phone', 'hubspot_owner_id'],
				limit: 2,
			},
			properties: {
				firstname: 'Ana',
				lastname: 'Maria Silva',
				phone: `+${ANA}`,
				hs_language: 'pt-br',
			},
		},
	]);
});

test('a report counts, and says what its figures mean', async () => {
	const [overview] = await lookUp({ resource: 'report', operation: 'overview', period: '1' });
	const numbers = await lookUp({
		resource: 'report',
		operation: 'numbers',
		period: '1',
		options: { includeDefinitions: false },
	});

	expect(overview).toMatchObject({
		open: 3,
		waiting: 3,
		unowned: 3,
		neverAnswered: 3,
		newConversations: 3,
		received: 3,
		sent: 0,
		firstAnswer: { count: 0, medianSeconds: null, p90Seconds: null },
		definitions: { unowned: expect.stringContaining("nobody's") as unknown },
	});
	expect(numbers).toEqual([
		expect.objectContaining({ open: 3, received: 3, replyRate: null, state: 'ready' }),
	]);
	expect(numbers[0]).not.toHaveProperty('definitions');
});
