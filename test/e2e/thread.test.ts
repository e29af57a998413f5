import { ANA, BEN, echo, publish, SEND, startTeam, TRIGGER, type Team } from './support/team.ts';
import { answersTo, itemsOf, textsReceived } from './support/conversation.ts';
import type { StoredWorkflow } from './support/rest.ts';

let team: Team;
let workflow: StoredWorkflow;
/** How many executions the tests so far have caused. */
let before = 0;

beforeAll(async () => {
	team = await startTeam({ name: 'thread' });
	workflow = await publish(team, echo(team));
});

afterAll(() => team?.close());

beforeEach(async () => {
	before = (await executions()).length;
});

const executions = () => team.n8n.rest.executions.getAll({ workflowId: workflow.id });

const testCredential = () => team.n8n.rest.testCredential(team.credential, team.fields);

/** Waits for executions that came after the test began. */
async function newExecutions(count: number) {
	const all = await team.n8n.rest.executions.waitFor(workflow.id, { count: before + count });
	return all.slice(before);
}

test('a message comes in as one item, and its answer goes out and is delivered', async () => {
	const wamid = await team.meta.customerWrites({ customer: ANA, text: 'Grüße 👋' });
	const [execution] = await newExecutions(1);
	const [item] = itemsOf(execution, TRIGGER);
	const id = expect.stringMatching(
		/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
	);
	const sentAt = (item?.['message'] as { sentAt: string }).sentAt;
	expect(item).toEqual({
		event: 'message.received',
		eventId: id,
		attempt: 1,
		workspace: 'default',
		number: { id, label: 'Sales', phone: '+15550783881', mode: 'cloud', group: null },
		contact: {
			id,
			name: 'Ana',
			phone: `+${ANA}`,
			lid: null,
			bsuid: expect.stringMatching(/^US\./),
			username: null,
		},
		conversation: {
			id,
			status: 'open',
			owner: null,
			labels: [],
			priority: null,
			windowExpiresAt: new Date(Date.parse(sentAt) + 86_400_000).toISOString(),
			isNew: true,
		},
		message: {
			id,
			providerId: wamid,
			type: 'text',
			text: 'Grüße 👋',
			replyTo: null,
			sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
			direction: 'in',
			origin: 'customer',
		},
	});
	const [sent] = itemsOf(execution, SEND);
	expect(sent).toMatchObject({ verdict: 'sent', reason: null, deduplicated: false });
	await team.meta.waitFor((log) =>
		log.some((entry) => entry.kind === 'status' && entry.status === 'delivered'),
	);
	expect(await answersTo(team, ANA)).toEqual(['You said: Grüße 👋']);
});

test('the same message delivered twice starts one execution', async () => {
	await team.meta.addFault({ kind: 'duplicate', copies: 2, times: 1 });
	await team.meta.customerWrites({ customer: ANA, text: 'twice' });
	await team.meta.waitFor(
		(log) =>
			log.filter((entry) => entry.kind === 'webhook' && isAbout(entry, 'twice', log))
				.length >= 3,
	);
	await team.meta.customerWrites({ customer: ANA, text: 'after' });
	const runs = await newExecutions(2);
	expect(textsReceived(runs)).toEqual(['twice', 'after']);
	expect((await answersTo(team, ANA)).filter((text) => text.includes('twice'))).toEqual([
		'You said: twice',
	]);
});

test('a batch of three messages gives three items in three executions', async () => {
	const texts = ['one', 'two', 'three'];
	await team.meta.customersWrite(texts.map((text) => ({ customer: ANA, text })));
	const runs = await newExecutions(3);
	expect(runs.map((run) => itemsOf(run, TRIGGER).length)).toEqual([1, 1, 1]);
	expect(textsReceived(runs)).toEqual(texts);
});

test('two conversations side by side each keep their own order', async () => {
	const texts = Array.from({ length: 6 }, (_, index) => `#${index}`);
	await team.meta.customersWrite(
		texts.flatMap((text) =>
			[ANA, BEN].map((customer) => ({ customer, text: `${customer} ${text}` })),
		),
	);
	await newExecutions(12);
	for (const customer of [ANA, BEN]) {
		const answers = (await answersTo(team, customer)).filter((text) => text.includes('#'));
		expect(answers).toEqual(texts.map((text) => `You said: ${customer} ${text}`));
	}
});

test('a webhook with a wrong signature starts nothing and is seen', async () => {
	await team.meta.addFault({ kind: 'wrongSecret', times: 1 });
	await team.meta.changeSettings({ webhookMaxAttempts: 1 });
	await team.meta.customerWrites({ customer: ANA, text: 'forged' });
	const refused = await team.meta.waitFor((log) =>
		log.find((entry) => entry.kind === 'webhook' && entry.httpStatus === 401),
	);
	await team.meta.changeSettings({ webhookMaxAttempts: 20 });
	const words = /is ready\. .*1 webhook was refused because the signature did not fit/;
	const message = expect.stringMatching(words);
	expect(await testCredential()).toMatchObject({ status: 'Error', message });
	await team.meta.customerWrites({ customer: ANA, text: 'genuine' });
	expect(textsReceived(await newExecutions(1))).toEqual(['genuine']);
	expect(refused).toMatchObject({ outcome: 'gaveUp' });
	expect(team.n8n.log()).toContain('Most likely the app secret in the credential');
	expect(await testCredential()).toMatchObject({ status: 'OK', message });
});

test('messages that came while n8n was down are answered after it is back', async () => {
	await team.n8n.stop();
	// Not while n8n starts: for a moment it answers 200 to everything, before any node is loaded.
	const pause = 600_000;
	await team.meta.changeSettings({ webhookRetryDelaysMs: [pause, 300], webhookMaxAttempts: 200 });
	await team.meta.customerWrites({ customer: BEN, text: 'anybody there?' });
	await team.meta.waitFor((log) =>
		log.some((entry) => entry.kind === 'webhook' && entry.outcome === 'willRetry'),
	);
	await team.n8n.start();
	await team.meta.advance(pause);
	const runs = await newExecutions(1);
	expect(textsReceived(runs)).toEqual(['anybody there?']);
	expect((await answersTo(team, BEN)).at(-1)).toBe('You said: anybody there?');
});

/** Whether a webhook carries the message with this text. */
function isAbout(
	entry: { readonly messages: readonly string[] },
	text: string,
	log: Awaited<ReturnType<Team['meta']['log']>>,
): boolean {
	return log.some(
		(other) =>
			other.kind === 'inbound' && other.text === text && entry.messages.includes(other.wamid),
	);
}
