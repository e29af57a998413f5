import type { IExecuteFunctions } from 'n8n-workflow';
import { questionOf, readWithin } from '../../../nodes/WhatsAppTeam/adapter/fields/question.ts';
import { toWaitItem } from '../../../nodes/WhatsAppTeam/adapter/items/wait-item.ts';
import { outputsOf } from '../../../nodes/WhatsAppTeam/descriptions/send-outputs.ts';
import { WhatsAppTeamSend } from '../../../nodes/WhatsAppTeam/WhatsAppTeamSend.node.ts';
import type { InboxItem, Message, Outcome, WaitEnd } from '../../../src/index.ts';
import { contextOf } from './parameters.ts';

const SEND = 'n8n-nodes-whatsapp-team.whatsAppTeamSend';

function context(
	waitLimit: unknown,
	waitUnit: string,
	{ items = 1, type = SEND } = {},
): IExecuteFunctions {
	return {
		...contextOf({ parameters: { waitLimit, waitUnit } }),
		getNode: () => ({ type }),
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
	} as unknown as IExecuteFunctions;
}

const HOUR_MS = 3_600_000;

describe('the wait limit', () => {
	it.each<[unknown, string, number]>([
		[24, 'hours', 24 * HOUR_MS],
		['1,5', 'minutes', 90_000],
		[1, 'seconds', 1_000],
		[30, 'days', 30 * 24 * HOUR_MS],
		[0.001, 'seconds', 1],
	])('of %j %s is read', (amount, unit, ms) => {
		expect(readWithin(context(amount, unit))).toBe(ms);
	});

	it.each<[unknown, string]>([
		[0, 'hours'],
		[-1, 'hours'],
		[0.0004, 'seconds'],
		['soon', 'hours'],
		[undefined, 'hours'],
		[1, 'weeks'],
		[30 * 24 * 3_600 + 1, 'seconds'],
		[Infinity, 'days'],
	])('of %j %s is refused', (amount, unit) => {
		expect(() => readWithin(context(amount, unit))).toThrow(
			"The field 'Wait Limit' must be more than nothing and at most 30 days",
		);
	});
});

it('is refused for several items, with what to do instead', () => {
	expect(() => readWithin(context(1, 'hours', { items: 2 }))).toThrow(
		expect.objectContaining({
			message:
				'There are 2 items, and a run can wait for one reply at a time: nothing was sent',
			advice: expect.stringContaining('Loop Over Items'),
		}),
	);
});

it('is refused as a tool of an AI agent', () => {
	expect(() => readWithin(context(1, 'hours', { type: `${SEND}Tool` }))).toThrow(
		'As a tool of an AI agent this node cannot wait for a reply',
	);
});

describe('what is said of the run', () => {
	const asking = (given: object) =>
		({
			getWorkflow: () => ({ id: 'flow' }),
			getMode: () => 'trigger',
			getExecutionCancelSignal: () => undefined,
			getWorkflowDataProxy: () => ({
				$execution: { resumeUrl: 'https://n8n/7?signature=s' },
			}),
			...given,
		}) as unknown as IExecuteFunctions;
	const draft = {} as Message;
	const said = {
		draft,
		withinMs: 5,
		address: 'https://n8n/7?signature=s',
		workflowId: 'flow',
		parentWorkflowId: null,
		isTest: false,
	};

	it('is its workflow, and where it is told to go on', () => {
		expect(questionOf(asking({}), draft, 5)).toEqual(said);
	});

	it('is by whom it was called', () => {
		const runExecutionData = { parentExecution: { workflowId: 'parent', executionId: '6' } };

		expect(questionOf(asking({ runExecutionData }), draft, 5)).toEqual({
			...said,
			parentWorkflowId: 'parent',
		});
	});

	it('is that somebody tries it out', () => {
		expect(questionOf(asking({ getMode: () => 'manual' }), draft, 5).isTest).toBe(true);
	});
});

describe('what a run goes on with', () => {
	const party = { id: '1' };
	const outcome = {
		outboxId: 'm1',
		state: 'sent',
		reason: null,
		until: null,
		failure: null,
		message: { id: 'm1', providerId: 'wamid.1', status: 'delivered' },
		conversation: party,
		contact: party,
		number: party,
	} as unknown as Outcome;
	const sent = {
		verdict: 'sent',
		reason: null,
		explanation: null,
		until: null,
		deduplicated: true,
		message: outcome.message,
		conversation: party,
		contact: party,
		number: party,
		limits: [],
	};
	const pairedItem = { item: 0 };
	const itemOf = (result: Partial<WaitEnd>) =>
		toWaitItem(
			{ ending: 'replied', outcome, reply: null, limits: [], ...result },
			true,
			(item) => Promise.resolve({ json: { ...item, raw: null }, binary: {} }),
		);

	it('is the item that a Trigger emits, and what became of the question', async () => {
		const reply = { event: 'message.received', eventId: 'e1' } as unknown as InboxItem;

		expect(await itemOf({ reply })).toEqual({
			output: 1,
			item: { json: { ...reply, attempt: 1, raw: null, sent }, binary: {}, pairedItem },
		});
	});

	it('is what became of the question alone, if the reply has been deleted', async () => {
		expect(await itemOf({})).toEqual({ output: 1, item: { json: { sent }, pairedItem } });
	});

	it('is what became of the question, with the verdict that nobody answered it', async () => {
		expect(await itemOf({ ending: 'timedOut' })).toEqual({
			output: 0,
			item: { json: { ...sent, verdict: 'timedOut' }, pairedItem },
		});
	});

	it('is why the question was not sent', async () => {
		const refused = { ...outcome, state: 'refused', reason: 'expired' } as unknown as Outcome;

		expect(await itemOf({ ending: 'notSent', outcome: refused })).toMatchObject({
			output: 2,
			item: { json: { verdict: 'refused', reason: 'expired', deduplicated: true } },
		});
	});
});

it('names its outputs in the order in which n8n leaves them when a wait ends by itself', () => {
	expect(
		outputsOf({ operation: 'sendAndWaitForReply' }).map(({ displayName }) => displayName),
	).toEqual(['Timed Out', 'Replied', 'Not Sent']);
});

it('has a webhook for waiting runs alone, and the version of before', () => {
	const { version, webhooks, waitingNodeTooltip } = new WhatsAppTeamSend().description;

	expect({ version, waitingNodeTooltip }).toEqual({
		version: 1,
		waitingNodeTooltip: 'Waiting for a reply',
	});
	expect(webhooks).toEqual([
		{
			name: 'default',
			httpMethod: 'POST',
			responseMode: 'onReceived',
			responseData: '={{""}}',
			path: '',
			restartWebhook: true,
		},
	]);
});
