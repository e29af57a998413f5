import { answersTo, itemsOf, outputOf } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { changeInbox, readInbox, untilInOutbox } from './support/inbox-file.ts';
import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, BEN, publish, startTeam, trigger, TRIGGER, type Team } from './support/team.ts';
import {
	manualTrigger,
	node,
	packageName,
	teamSend,
	workflow,
	type WorkflowDraft,
	type WorkflowNode,
} from './support/workflow.ts';

/*
 * A follow-up of three steps, drawn with Send and n8n's own Wait, in a real n8n: it ends with a reply,
 * with STOP and with an owner, and nobody gets a step twice.
 */

const CEM = '4915112345673';
const DAI = '4915112345674';
const EVE = '4915112345675';
const STEPS = ['Your offer', 'Still interested?', 'Last chance!'];
const CONFIRMATION = 'You will get no more offers. Reply START to get them again.';
const ADA = 'ada@example.com';

/** Where a test lets something happen between two steps. */
const FIRST_WAIT_S = 5;

let team: Team;
let followUp: StoredWorkflow;
let consents: StoredWorkflow;

beforeAll(async () => {
	team = await startTeam({ name: 'follow-up' });
	await team.meta.createCustomer({ waId: CEM, profileName: 'Cem' });
	await team.meta.createCustomer({ waId: DAI, profileName: 'Dai' });
	await team.meta.createCustomer({ waId: EVE, profileName: 'Eve' });
	followUp = await publish(team, drawFollowUp());
	const events = ['contact.opted_out', 'contact.opted_in'];
	consents = await publish(team, workflow('Consents', [trigger(team, { events })]));
});

afterAll(() => team?.close());

/** One step: it goes only to somebody who has not replied, in the name of Ada. */
function step(index: number, category: string): WorkflowNode {
	const isFirst = index === 0;
	const conditions = ['noReplyInSequence', 'ownerIsMeOrNobody'];
	return teamSend(
		{
			operation: 'send',
			recipient: {
				__rl: true,
				mode: 'conversation',
				value: `={{ $('${TRIGGER}').first().json.conversation.id }}`,
			},
			messageType: 'text',
			text: STEPS[index],
			options: {
				category,
				sequence: 'offer',
				step: String(index + 1),
				actingAgent: ADA,
				...(isFirst
					? {}
					: { sendOnlyIf: { values: conditions.map((condition) => ({ condition })) } }),
			},
		},
		{ credential: team.credential },
		`Step ${index + 1}`,
	);
}

const wait = (name: string, amount: number): WorkflowNode =>
	node(
		name,
		'n8n-nodes-base.wait',
		{ resume: 'timeInterval', amount, unit: 'seconds' },
		{ typeVersion: 1.1 },
	);

function drawFollowUp(): WorkflowDraft {
	const asksForOffer = node('Asks for Offer', 'n8n-nodes-base.if', {
		conditions: {
			string: [
				{ value1: '={{ $json.message.text }}', operation: 'startsWith', value2: 'Offer' },
			],
		},
	});
	return workflow('Follow-up', [
		trigger(team),
		asksForOffer,
		step(0, 'service'),
		wait('Wait', FIRST_WAIT_S),
		step(1, 'marketing'),
		wait('Wait Again', 1),
		step(2, 'marketing'),
	]);
}

/** A run of the follow-up that a customer began, once it has ended. */
async function runOf(customer: string, text: string): Promise<Execution> {
	return await waitFor(`the end of the follow-up of ${customer}`, async () => {
		const ended = await team.n8n.rest.executions.getAll({
			workflowId: followUp.id,
			status: ['success', 'error', 'crashed'],
		});
		return ended.find((execution) => {
			const [item] = itemsOf(execution, TRIGGER) as readonly unknown[] as readonly Item[];
			return item?.contact.phone === `+${customer}` && item.message.text === text;
		});
	});
}

interface Item {
	readonly contact: { readonly phone: string };
	readonly message: { readonly text: string };
}

/** Lets a customer ask for the offer, and waits until the first step went out. */
async function begin(customer: string, text = 'Offer, please'): Promise<void> {
	await team.meta.customerWrites({ customer, text });
	await team.meta.waitFor(
		(log) =>
			log.some(
				(entry) =>
					entry.kind === 'accepted' &&
					entry.recipient.waId === customer &&
					entry.body === STEPS[0],
			),
		{ timeoutMs: 20_000 },
	);
}

/** Verdict and reason of a step, by the output on which it left. */
const fateOf = (run: Execution, name: string, output: number) =>
	outputOf(run, name, output).map(({ verdict, reason }) => [verdict, reason]);

/** Runs a campaign to a customer by hand. @returns the verdict and the reason */
async function campaignTo(customer: string): Promise<unknown> {
	const campaign = teamSend(
		{
			operation: 'send',
			recipient: { __rl: true, mode: 'phone', value: `+${customer}` },
			messageType: 'text',
			text: 'Only this week!',
			options: { category: 'marketing' },
		},
		{ credential: team.credential },
		'Campaign',
	);
	const stored = await team.n8n.rest.createWorkflow(
		workflow('Campaign', [manualTrigger(), campaign]),
	);
	const run = await team.n8n.rest.runToEnd(stored.id, 'Start');
	const [item] = itemsOf(run, 'Campaign');
	return [item?.['verdict'], item?.['reason']];
}

test('who never replies gets three steps, and none of them a second time', async () => {
	await begin(ANA);
	const run = await runOf(ANA, 'Offer, please');
	expect(fateOf(run, 'Step 3', 0)).toEqual([['sent', null]]);
	expect(await answersTo(team, ANA)).toEqual(STEPS);

	await team.meta.customerWrites({ customer: ANA, text: 'Offer again, please' });
	const again = await runOf(ANA, 'Offer again, please');

	expect(outputOf(again, 'Step 1', 0)).toMatchObject([{ verdict: 'sent', deduplicated: true }]);
	expect(outputOf(again, 'Step 3', 0)).toMatchObject([{ verdict: 'sent', deduplicated: true }]);
	expect(await answersTo(team, ANA)).toEqual(STEPS);
});

test('a reply ends it', async () => {
	await begin(BEN);
	await team.meta.customerWrites({ customer: BEN, text: 'I am thinking about it' });
	const run = await runOf(BEN, 'Offer, please');

	expect(fateOf(run, 'Step 2', 2)).toEqual([['skipped', 'noReplyInSequence']]);
	expect(outputOf(run, 'Step 2', 2)).toMatchObject([
		{ explanation: 'Skipped: the customer has written since the sequence began.' },
	]);
	expect(itemsOf(run, 'Step 3')).toEqual([]);
	expect(await answersTo(team, BEN)).toEqual(STEPS.slice(0, 1));
});

test('a reply ends a step that was already queued, at once, and the run that waits for it goes on', async () => {
	const reminder = (options: object): WorkflowNode =>
		teamSend(
			{
				operation: 'send',
				recipient: { __rl: true, mode: 'phone', value: `+${EVE}` },
				messageType: 'text',
				text: 'Did you see our offer?',
				options: {
					sequence: 'reminder',
					sendOnlyIf: { values: [{ condition: 'noReplySinceMyLastMessage' }] },
					...options,
				},
			},
			{ credential: team.credential },
			'Remind',
		);
	const reminders = async (options: object) =>
		await team.n8n.rest.createWorkflow(
			workflow('Remind', [manualTrigger(), reminder(options)]),
		);
	const inMinutes = (minutes: number) => `={{ $now.plus({ minutes: ${minutes} }).toISO() }}`;
	await team.meta.customerWrites({ customer: EVE, text: 'Offer, please' });
	await runOf(EVE, 'Offer, please');
	// One run has gone on, with the message on Queued; another waits for it.
	const left = await reminders({ step: '1', notBefore: inMinutes(60) });
	const gone = await team.n8n.rest.runToEnd(left.id, 'Start');
	expect(fateOf(gone, 'Remind', 1)).toEqual([['queued', 'notBefore']]);
	const kept = await reminders({ step: '2', notBefore: inMinutes(5), whenHeld: 'wait' });
	const started = await team.n8n.rest.run(kept.id, 'Start');
	const queued = `sequence = 'reminder' and state = 'queued' and step =`;
	for (const step of ['1', '2']) await untilInOutbox(team, `${queued} '${step}'`);

	await team.meta.customerWrites({ customer: EVE, text: 'Yes, thank you' });
	if (!('executionId' in started)) throw new Error('It did not start');
	const waited = await team.n8n.rest.executions.waitForEnd(started.executionId);
	const skipped = 'noReplySinceMyLastMessage';
	expect(fateOf(waited, 'Remind', 2)).toEqual([['skipped', skipped]]);
	const rows = readInbox(
		team,
		`select step, state, reason from outbox where sequence = 'reminder' order by step`,
	);
	expect(rows.map((row) => ({ ...row }))).toEqual([
		{ step: '1', state: 'skipped', reason: skipped },
		{ step: '2', state: 'skipped', reason: skipped },
	]);
	expect(await answersTo(team, EVE)).toEqual(STEPS);
});

test('an owner ends it', async () => {
	await begin(CEM);
	changeInbox(
		team,
		`update conversation set owner = 'bob@example.com' where contact_id in
			(select contact_id from contact_key where value = '+${CEM}')`,
	);
	const run = await runOf(CEM, 'Offer, please');

	expect(fateOf(run, 'Step 2', 2)).toEqual([['skipped', 'ownerIsMeOrNobody']]);
	expect(await answersTo(team, CEM)).toEqual(STEPS.slice(0, 1));
});

test('STOP ends it and all marketing, is confirmed once, and START brings marketing back', async () => {
	await begin(DAI);
	await team.meta.customersWrite([
		{ customer: DAI, text: 'Stop!' },
		{ customer: DAI, text: 'STOP' },
	]);
	const run = await runOf(DAI, 'Offer, please');
	const inbox = node(
		'Inbox',
		`${packageName}.whatsAppTeamInbox`,
		{
			resource: 'contact',
			operation: 'get',
			contact: { __rl: true, mode: 'phone', value: `+${DAI}` },
		},
		{ credential: team.credential },
	);
	const look = await team.n8n.rest.createWorkflow(workflow('Look', [manualTrigger(), inbox]));
	const marketing = async (): Promise<unknown> => {
		const [item] = outputOf(await team.n8n.rest.runToEnd(look.id, 'Start'), 'Inbox', 0);
		return item?.['consent'];
	};

	expect(fateOf(run, 'Step 2', 2)).toEqual([['refused', 'optedOut']]);
	expect(await marketing()).toMatchObject({ marketing: 'out', source: 'word' });
	expect(await campaignTo(DAI)).toEqual(['refused', 'optedOut']);
	expect(await answersTo(team, DAI)).toEqual([STEPS[0], CONFIRMATION]);

	await team.meta.customerWrites({ customer: DAI, text: 'START' });
	const told = await team.n8n.rest.executions.waitFor(consents.id, { count: 2 });
	expect(await marketing()).toMatchObject({ marketing: 'in', source: 'word' });
	expect(await campaignTo(DAI)).toEqual(['sent', null]);
	expect(await answersTo(team, DAI)).toEqual([STEPS[0], CONFIRMATION, 'Only this week!']);
	expect(told.flatMap((execution) => itemsOf(execution, TRIGGER))).toMatchObject([
		{
			event: 'contact.opted_out',
			change: { field: 'marketing', from: null, to: 'out' },
			message: { text: 'Stop!' },
			contact: { phone: `+${DAI}` },
		},
		{
			event: 'contact.opted_in',
			change: { field: 'marketing', from: 'out', to: 'in' },
			message: { text: 'START' },
		},
	]);
});

test('what Meta tells of a customer’s switch counts the same, without a message', async () => {
	const [number] = await team.meta.numbers();
	// Meta tells it to the callback of the app alone, whatever address is set on the number.
	await team.meta.updateNumber(team.number.id, { appCallback: number?.override ?? null });
	const said = {
		wa_id: BEN,
		detail: 'User requested to stop marketing messages',
		category: 'marketing_messages',
		value: 'stop',
		timestamp: Math.floor(Date.now() / 1_000),
	};
	await team.meta.publishWebhook({
		field: 'user_preferences',
		value: {
			messaging_product: 'whatsapp',
			metadata: { phone_number_id: team.number.id },
			user_preferences: [said],
		},
	});
	const told = await team.n8n.rest.executions.waitFor(consents.id, { count: 3 });
	const [item] = itemsOf(told.at(-1), TRIGGER);

	expect(item).toMatchObject({
		event: 'contact.opted_out',
		contact: { phone: `+${BEN}` },
		change: { field: 'marketing', to: 'out' },
	});
	expect(item).not.toHaveProperty('message');
	expect(await campaignTo(BEN)).toEqual(['refused', 'optedOut']);
	expect(await answersTo(team, BEN)).toEqual(STEPS.slice(0, 1));
});
