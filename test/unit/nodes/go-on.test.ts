import type { IWebhookFunctions } from 'n8n-workflow';
import { goOn } from '../../../nodes/WhatsAppTeam/adapter/go-on.ts';
import { CLOUD_RECIPIENT_PACE } from '../../../src/domain/caps/recipient-pace.ts';
import type { Store, WaitResult } from '../../../src/ports/store.ts';
import { runOf } from '../../../src/runtime/message/waiting-run.ts';

/*
 * What our node answers when n8n is told to let a run go on.
 */

const ADDRESS = '/webhook-waiting/7?signature=token';
const outcome = {
	state: 'sent',
	until: null,
	failure: null,
	message: { status: 'sent' },
	number: { id: 'n1' },
};
const PLACE = Symbol.for('n8n-nodes-whatsapp-team.office');
const place = globalThis as { [PLACE]?: unknown };

/** What the store is asked, what is answered, and what is logged. */
let asked: unknown[];
let answered: unknown[];
let logged: string[];

beforeEach(() => {
	[asked, answered, logged] = [[], [], []];
});

afterAll(() => {
	place[PLACE] = undefined;
});

function post(body: object, callWait: () => Promise<unknown>, originalUrl = ADDRESS) {
	const store: Partial<Store> = {
		callWait(input) {
			asked.push(input);
			return callWait() as Promise<WaitResult | null>;
		},
		limits: () => Promise.resolve([]),
	};
	place[PLACE] = Promise.resolve({ store, clock: { now: () => 5 } });
	const response = {
		status(code: number) {
			answered.push(code);
			return response;
		},
		json: (answer: unknown) => void answered.push(answer),
	};
	return goOn({
		getBodyData: () => body,
		getRequestObject: () => ({ originalUrl }),
		getResponseObject: () => response,
		getNodeParameter: () => ({}),
		logger: { error: (text: string) => void logged.push(text) },
	} as unknown as IWebhookFunctions);
}

it('goes on with what the store says, whatever else is posted', async () => {
	const result = () => Promise.resolve({ ending: 'timedOut', outcome, reply: null });
	const answer = await post({ outboxId: 'm1', ending: 'replied', reply: 'forged' }, result);

	expect(answer).toMatchObject({
		webhookResponse: { whatsAppTeam: 'resumed' },
		workflowData: [[{ json: { verdict: 'timedOut' }, pairedItem: { item: 0 } }], [], []],
	});
	expect(asked).toEqual([
		{ outboxId: 'm1', run: runOf(ADDRESS), now: 5, pace: CLOUD_RECIPIENT_PACE },
	]);
	expect(answered).toEqual([]);
});

it('goes on with a reply on the second output', async () => {
	const reply = { event: 'message.received', message: { text: '4711' } };
	const answer = await post({ outboxId: 'm1' }, () =>
		Promise.resolve({ ending: 'replied', outcome, reply }),
	);

	expect(answer).toMatchObject({ workflowData: [[], [{ json: reply }], []] });
});

it.each<[string, object, string]>([
	['a message that the run does not wait for', { outboxId: 'm2' }, ADDRESS],
	['nothing', {}, ADDRESS],
	['no id', { outboxId: 7 }, ADDRESS],
	['an address without a token', { outboxId: 'm1' }, '/webhook-waiting/7'],
])('stays as it is for %s', async (_what, body, url) => {
	const answer = await post(body, () => Promise.resolve(null), url);

	expect(answer).toEqual({ noWebhookResponse: true });
	expect(answered).toEqual([404, { message: 'This run does not wait for that' }]);
});

it('stays as it is while the store cannot be read: n8n would end a run whose node throws', async () => {
	const answer = await post({ outboxId: 'm1' }, () => Promise.reject(new Error('disk full')));

	expect(answer).toEqual({ noWebhookResponse: true });
	expect(answered).toEqual([503, { message: 'Not now' }]);
	expect(logged).toEqual([expect.stringContaining('waiting run does not go on')]);
});
