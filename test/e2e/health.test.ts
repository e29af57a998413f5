import { itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { openEditor } from './support/push.ts';
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
import {
	manualTrigger,
	node,
	packageName,
	workflow,
	type WorkflowDraft,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * Meta's refusals slow a number down in a real n8n, which says so: 131048 (spam) the number, 131049
 * (too much marketing) the customer. And a long run by hand says how far it is.
 */

const DAY = 86_400_000;
const CLOCK = String.raw`(tomorrow )?(at )?\d\d:\d\d`;

let team: Team;
let watching: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'health' });
	const listening = await publish(team, workflow('Listen', [trigger(team)]));
	watching = await publish(
		team,
		workflow('Watch', [trigger(team, { events: ['number.quality'] })]),
	);
	for (const customer of [ANA, BEN]) await team.meta.customerWrites({ customer, text: 'Hi' });
	await team.n8n.rest.executions.waitFor(listening.id, { count: 2 });
});

afterAll(() => team?.close());

/** So many messages to a customer, each item one. */
function campaign(
	customer: string,
	count: number,
	options: object,
	more: Partial<WorkflowNode> = {},
): WorkflowDraft {
	const list = JSON.stringify({ list: Array.from({ length: count }, (_, n) => ({ n })) });
	return workflow('Campaign', [
		manualTrigger(),
		node(
			'List',
			'n8n-nodes-base.set',
			{ mode: 'raw', jsonOutput: list, options: {} },
			{ typeVersion: 3.4 },
		),
		node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list', options: {} }),
		send(team, '=Message {{ $json.n }}', {
			onError: 'continueRegularOutput',
			...more,
			parameters: {
				recipient: { __rl: true, mode: 'phone', value: `+${customer}` },
				options,
			},
		}),
	]);
}

async function run(draft: WorkflowDraft): Promise<Execution> {
	const stored = await team.n8n.rest.createWorkflow(draft);
	return await team.n8n.rest.runToEnd(stored.id, 'Start', { timeoutMs: 120_000 });
}

async function standing(): Promise<Readonly<Record<string, unknown>> | undefined> {
	const inbox = node(
		'Inbox',
		`${packageName}.whatsAppTeamInbox`,
		{ resource: 'number', operation: 'get' },
		{ credential: team.credential },
	);
	const [item] = outputOf(await run(workflow('Look', [manualTrigger(), inbox])), 'Inbox', 0);
	return item;
}

const hintsOf = (execution: Execution) => execution.run.nodes[SEND]?.[0]?.hints ?? [];
const timeOf = (item: Readonly<Record<string, unknown>> | undefined, field: string) =>
	Date.parse(String(item?.[field]));

test('a customer whom Meta spares marketing gets the next offer a day later, and answers at once', async () => {
	await team.meta.addFault({ kind: 'failAsync', code: 131049, recipient: BEN, times: 1 });
	await run(campaign(BEN, 1, { category: 'marketing' }));
	await waitFor('the refusal', async () => {
		const log = await team.meta.logOf('status');
		return log.some(({ status }) => status === 'failed') || undefined;
	});
	const offered = await run(campaign(BEN, 1, { category: 'marketing' }));
	const [queued] = outputOf(offered, SEND, 1);

	expect(queued).toMatchObject({
		verdict: 'queued',
		reason: 'cap:marketingRecipient',
		explanation: expect.stringContaining('131049') as string,
	});
	expect(timeOf(queued, 'until')).toBeGreaterThan(Date.now() + DAY - 120_000);
	expect(timeOf(queued, 'until')).toBeLessThan(Date.now() + DAY);
	expect(hintsOf(offered)[0]).toMatch(
		/^Held because Meta spares the customers marketing for a day: 1 message waits, it goes tomorrow at/,
	);
	const answered = await run(campaign(BEN, 1, { category: 'service' }));
	expect(outputOf(answered, SEND, 0)).toHaveLength(1);
});

test('a number that Meta takes for a source of spam sends less, and says so', async () => {
	expect(await standing()).toMatchObject({ health: { share: '1', reason: null } });
	await team.meta.addFault({ kind: 'fail', code: 131048, times: 1 });
	const bad = await run(campaign(ANA, 1, { category: 'marketing' }));
	expect(outputOf(bad, SEND, 2)).toMatchObject([{ verdict: 'failed', reason: 'spamRateLimit' }]);
	const slowed = `Slowed because WhatsApp takes messages of the number for spam \\(131048\\): 10 per hour; recovers ${CLOCK}, step by step; nobody new is written to until ${CLOCK}\\. Replies go all the same\\.`;
	expect(hintsOf(bad)).toEqual([expect.stringMatching(slowed)]);

	const sent = await run(campaign(ANA, 20, { category: 'marketing' }));
	const queued = outputOf(sent, SEND, 1);
	// Of the ten places, one was the one that failed, and one that to Ben.
	expect(outputOf(sent, SEND, 0)).toHaveLength(8);
	expect(queued).toHaveLength(12);
	expect(queued[0]).toMatchObject({ reason: 'cap:perHour' });
	expect(queued[0]?.['limits']).toEqual(
		expect.arrayContaining([
			{
				name: 'perHour',
				used: 10,
				cap: 10,
				resetsAt: expect.any(String) as string,
				lowered: {
					from: null,
					reason: 'spam',
					explanation:
						'It is lower because WhatsApp takes messages of the number for spam (131048).',
					recoversAt: expect.any(String) as string,
				},
			},
		]),
	);
	expect(hintsOf(sent)).toEqual([
		expect.stringMatching(/^Slowed by the cap of 10 per hour: 12 messages wait, the next goes/),
		expect.stringMatching(slowed),
	]);
});

test('answers go all the same, and the number says how it stands, also after a restart', async () => {
	await team.n8n.restart();
	const answered = await run(campaign(ANA, 5, { category: 'reply' }));
	expect(outputOf(answered, SEND, 0)).toHaveLength(5);
	const number = await standing();

	expect(number).toMatchObject({
		health: {
			share: '1/2',
			reason: 'spam',
			code: 131048,
			explanation:
				'It sends less because WhatsApp takes messages of the number for spam (131048).',
		},
		// The one to Ben, who is spared marketing, waits as well.
		waiting: 13,
	});
	const health = number?.['health'] as Readonly<Record<string, unknown>>;
	expect(timeOf(health, 'recoversAt') - timeOf(health, 'since')).toBe(DAY);
	expect(timeOf(health, 'newChatsPausedUntil') - timeOf(health, 'since')).toBe(DAY);
});

test('a Trigger hears what was lowered, and why', async () => {
	const runs = await team.n8n.rest.executions.waitFor(watching.id, { count: 2 });

	expect(runs.map((execution) => itemsOf(execution, TRIGGER)[0])).toMatchObject([
		{
			event: 'number.quality',
			number: { label: 'Sales' },
			change: { field: 'health', from: '1', to: '1/2', reason: 'spam' },
		},
		{ change: { field: 'newChats', from: null, to: expect.any(String), reason: 'spam' } },
	]);
});

test('a long run by hand says how far it is to the editor that started it', async () => {
	await team.meta.addFault({ kind: 'latency', ms: 400, recipient: ANA });
	const stored = await team.n8n.rest.createWorkflow(campaign(ANA, 15, { category: 'reply' }));
	const editor = await openEditor(team);
	const { executionId } = await editor.run(stored.id, 'Start');
	await team.n8n.rest.executions.waitForEnd(executionId, { timeoutMs: 60_000 });
	editor.close();
	const said = editor.heard.filter(({ type }) => type === 'sendConsoleMessage');

	expect(said.length).toBeGreaterThanOrEqual(1);
	for (const { data } of said) {
		expect(data).toEqual({
			source: `[Node: "${SEND}"]`,
			messages: [expect.stringMatching(/^\d+ of 15 sent/)],
		});
	}
});
