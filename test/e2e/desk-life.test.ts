import { itemsOf, outputOf } from './support/conversation.ts';
import { readInbox } from './support/inbox-file.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, BEN, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type WorkflowNode,
} from './support/workflow.ts';

/* The life of conversations in a real n8n: notes that fall due, a snooze that ends, a promised time. */

const TEXT = 'Asked for the blue one, call back';
const ADA = 'ada@example.com';

let team: Team;
let desk: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'desk-life' });
});

afterAll(() => team?.close());

const ours = (name: string, type: string, parameters: object): WorkflowNode =>
	node(name, `${packageName}.${type}`, { ...parameters }, { credential: team.credential });

/** Runs one node by hand. @returns what it gave */
async function run(type: string, parameters: object) {
	const draft = workflow('By hand', [manualTrigger(), ours('Do', type, parameters)]);
	const stored = await team.n8n.rest.createWorkflow(draft);
	return outputOf(await team.n8n.rest.runToEnd(stored.id, 'Start'), 'Do', 0);
}

/** Publishes a workflow that listens to events of the whole number. */
const listen = (name: string, ...events: string[]) =>
	publish(team, workflow(name, [trigger(team, { events })]));

/** The items of so many runs of a workflow that listens, in their order. */
async function heard({ id }: StoredWorkflow, count: number) {
	const runs = await team.n8n.rest.executions.waitFor(id, { count });
	return runs.flatMap((execution) => itemsOf(execution, TRIGGER));
}

test('a message brings a note, which falls due once for each workflow that listens', async () => {
	const note = ours('Note', 'whatsAppTeamNote', {
		operation: 'add',
		text: TEXT,
		mentions: ADA,
		dueAt: '={{ $now.plus({ seconds: 3 }).toISO() }}',
	});
	const [one, other] = [await listen('One', 'note.due'), await listen('Other', 'note.due')];
	const mentions = await listen('Mentions', 'note.mentioned');
	desk = await publish(team, workflow('Desk', [trigger(team), note]));
	await team.meta.customerWrites({ customer: ANA, text: 'Do you have the blue one?' });

	const about = { note: { text: TEXT, mentions: [ADA], author: null } };
	expect(await heard(mentions, 1)).toMatchObject([{ event: 'note.mentioned', ...about }]);
	for (const listening of [one, other]) {
		expect(await heard(listening, 1)).toMatchObject([
			{ event: 'note.due', ...about, due: { late: false }, contact: { phone: `+${ANA}` } },
		]);
	}
	const [written] = await team.n8n.rest.executions.waitFor(desk.id, { count: 1 });
	const [item] = outputOf(written, 'Note', 0) as readonly { note: { id: string } }[];
	const noteId = item?.note.id ?? '';
	const done = await run('whatsAppTeamNote', { operation: 'complete', noteId });
	expect(done).toMatchObject([{ note: { id: noteId, doneAt: expect.any(String) as unknown } }]);
	const sent = (await team.meta.log()).filter(({ kind }) => kind === 'accepted');
	expect(JSON.stringify(sent)).not.toContain(TEXT);
	expect(readInbox(team, 'select * from outbox')).toEqual([]);
});

test('a conversation that is put off comes back by itself, with its labels', async () => {
	const [first] = await heard(desk, 1);
	const { conversation } = first as { conversation: { id: string } };
	const about = { conversation: { __rl: true, mode: 'conversation', value: conversation.id } };
	const back = await listen('Back', 'conversation.opened');
	const labels = { operation: 'addLabels', labels: 'VIP, Blue', ...about };

	expect(await run('whatsAppTeamAssign', labels)).toMatchObject([
		{ changed: true, conversation: { labels: ['VIP', 'Blue'] } },
	]);
	const snoozeUntil = '={{ $now.plus({ seconds: 3 }).toISO() }}';
	const snooze = { operation: 'setStatus', status: 'snoozed', snoozeUntil, ...about };
	expect(await run('whatsAppTeamAssign', snooze)).toMatchObject([
		{ changed: true, conversation: { status: 'snoozed' } },
	]);
	expect(await heard(back, 1)).toMatchObject([
		{
			event: 'conversation.opened',
			change: { field: 'status', from: 'snoozed', to: 'open' },
			conversation: { id: conversation.id, status: 'open', labels: ['VIP', 'Blue'] },
			due: { late: false },
		},
	]);
});

test('a promised time is warned of, then missed, once each', async () => {
	await run('whatsAppTeamInbox', {
		resource: 'slaPolicy',
		operation: 'upsert',
		policyName: 'Nobody',
		match: "number.group = 'none'",
		targets: { values: [{ priority: 'default', firstMinutes: 1 }] },
	});
	const policy = await run('whatsAppTeamInbox', {
		resource: 'slaPolicy',
		operation: 'upsert',
		policyName: 'Everybody',
		match: "conversation.status = 'open'",
		targets: { values: [{ priority: 'default', firstMinutes: 0.1 }] },
		policyOptions: { order: 1, warnAt: 50 },
	});
	expect(policy).toMatchObject([{ name: 'Everybody', warnAt: 50, businessHours: null }]);
	const watch = await listen('Watch', 'sla.warning', 'sla.missed');
	await team.meta.customerWrites({ customer: BEN, text: 'Anybody there?' });

	const sla = { policy: 'Everybody', type: 'first', late: false };
	const told = await heard(watch, 2);
	expect(told).toMatchObject([
		{ event: 'sla.warning', sla, contact: { phone: `+${BEN}` } },
		{ event: 'sla.missed', sla, contact: { phone: `+${BEN}` } },
	]);
	await run('whatsAppTeamAssign', {
		operation: 'setStatus',
		status: 'resolved',
		conversation: {
			__rl: true,
			mode: 'conversation',
			value: (told[0] as { conversation: { id: string } }).conversation.id,
		},
	});
	expect(
		readInbox(
			team,
			`select type, count(*) as n from event where type like 'sla.%' group by type`,
		)
			.map(({ type, n }) => [type, n])
			.sort(),
	).toEqual([
		['sla.missed', 1],
		['sla.warning', 1],
	]);
});
