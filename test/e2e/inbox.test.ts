import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { itemsOf, outputOf } from './support/conversation.ts';
import { readInbox } from './support/inbox-file.ts';
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

/* The WhatsApp Team Inbox in a real n8n: a person is erased, and settings are changed. */

const SECRET = 'The code of my safe is 4711-zebra';

let team: Team;
let listening: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'inbox' });
	listening = await publish(team, workflow('Listen', [trigger(team)]));
});

afterAll(() => team?.close());

/** An Inbox with these fields. */
const inbox = (parameters: object, more: Partial<WorkflowNode> = {}): WorkflowNode =>
	node(
		'Inbox',
		`${packageName}.whatsAppTeamInbox`,
		{ ...parameters },
		{
			credential: team.credential,
			...more,
		},
	);

/** Runs an Inbox once. */
async function run(parameters: object, more: Partial<WorkflowNode> = {}): Promise<Execution> {
	const draft = workflow('Look', [manualTrigger(), inbox(parameters, more)]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(stored.id, 'Start');
}

/** The items of an Inbox that ran once. */
const itemsOfRun = async (parameters: object) => outputOf(await run(parameters), 'Inbox', 0);

const byPhone = (phone: string) => ({ contact: { __rl: true, mode: 'phone', value: `+${phone}` } });

/** The item of the newest message. */
async function nextItem(count: number) {
	const runs = await team.n8n.rest.executions.waitFor(listening.id, { count });
	const [item] = itemsOf(runs.at(-1), TRIGGER);
	return item as { contact: { id: string }; conversation: { id: string; isNew: boolean } };
}

/** The bytes of the inbox file, and of what is written ahead of it. */
async function bytesOfInbox(): Promise<string> {
	const file = path.join(team.n8n.userFolder, '.n8n/whatsapp-team/inbox.db');
	const files = [file, `${file}-wal`].filter((name) => existsSync(name));
	return (await Promise.all(files.map((name) => readFile(name, 'latin1')))).join('');
}

test('a contact is found by phone, erased without a trace, and new when they write again', async () => {
	await team.meta.customerWrites({ customer: ANA, text: SECRET });
	const first = await nextItem(1);
	await team.meta.customerWrites({ customer: BEN, text: 'Good morning from Ben' });
	await nextItem(2);
	const contact = { resource: 'contact', ...byPhone(ANA) };

	expect(await bytesOfInbox()).toContain(SECRET);
	expect(await itemsOfRun({ ...contact, operation: 'get' })).toMatchObject([
		{
			id: first.contact.id,
			name: 'Ana',
			phone: `+${ANA}`,
			conversations: [{ id: first.conversation.id }],
		},
	]);
	expect(await itemsOfRun({ ...contact, operation: 'delete' })).toEqual([
		{ contactId: first.contact.id, erased: true, messages: 1, cancelled: 0, onTheirWay: 0 },
	]);
	const left = await bytesOfInbox();
	for (const trace of [SECRET, '4711-zebra', ANA]) expect(left).not.toContain(trace);
	expect(left).toContain('Good morning from Ben');
	expect(readInbox(team, `select name from contact where erased_at is not null`)).toEqual([
		{ name: null },
	]);

	await team.meta.customerWrites({ customer: ANA, text: 'Hello, it is me' });
	const again = await nextItem(3);
	expect(again.contact.id).not.toBe(first.contact.id);
	expect(again.conversation).toMatchObject({ isNew: true });
	expect(await itemsOfRun({ ...contact, operation: 'get' })).toMatchObject([
		{ id: again.contact.id },
	]);
});

test('whoever is not known is said by the name of the field, as data where the workflow goes on', async () => {
	const nobody = { resource: 'contact', operation: 'delete', ...byPhone('4915100000099') };
	const stopped = await run(nobody);
	const goneOn = await run(nobody, { onError: 'continueRegularOutput' });

	expect(stopped).toMatchObject({
		status: 'error',
		run: {
			error: {
				message:
					"The field 'Contact' names nobody: the workspace of the credential knows no such phone number",
			},
		},
	});
	expect(outputOf(goneOn, 'Inbox', 0)).toEqual([
		{ error: expect.stringContaining("The field 'Contact' names nobody") as unknown },
	]);
});

test('settings are the defaults, are changed one by one, and refuse what would do harm', async () => {
	const defaults = {
		eventDays: 90,
		outboxDays: 35,
		messageDays: null,
		unansweredMinutes: 60,
		unassignedMinutes: 30,
		reopenHours: 24,
		privateAddresses: false,
		optOutWords: [],
		optInWords: [],
		optOutConfirmation: null,
	};
	const update = { resource: 'settings', operation: 'update' };
	expect(await itemsOfRun({ resource: 'settings', operation: 'get' })).toEqual([defaults]);
	const updateFields = { messageDays: 365, outboxDays: 60 };
	expect(await itemsOfRun({ ...update, updateFields })).toEqual([
		{ ...defaults, messageDays: 365, outboxDays: 60 },
	]);
	const refused = await run({ ...update, updateFields: { outboxDays: 6, eventDays: 7 } });

	expect(refused).toMatchObject({
		status: 'error',
		run: { error: { message: "The field 'Outbox Days' is 6; the least is 7" } },
	});
	expect(await itemsOfRun({ resource: 'settings', operation: 'get' })).toEqual([
		{ ...defaults, messageDays: 365, outboxDays: 60 },
	]);
});
