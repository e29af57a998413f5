import { answersTo, outputOf, textsReceived } from './support/conversation.ts';
import { waitFor } from './support/deadline.ts';
import { readInbox } from './support/inbox-file.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { ANA, echo, publish, startTeam, TRIGGER, trigger, type Team } from './support/team.ts';
import { postWebhook, textWebhook, webhookAddress } from './support/webhook-post.ts';
import { workflow } from './support/workflow.ts';

/*
 * Several listeners at one number, and whose address Meta has.
 */

let team: Team;
let first: StoredWorkflow;
let second: StoredWorkflow;
const env: Record<string, string> = {};

beforeAll(async () => {
	team = await startTeam({ name: 'receivers', env });
	await team.meta.changeSettings({ webhookRetryDelaysMs: [300], webhookMaxAttempts: 400 });
	first = await publish(team, echo(team, 'First'));
	second = await publish(team, workflow('Second', [trigger(team)]));
});

afterAll(() => team?.close());

/** Waits until Meta has an address that fits. */
async function untilAddress(fits: (url: string) => boolean): Promise<string> {
	return waitFor(
		'another address at Meta',
		async () => {
			const url = await webhookAddress(team).catch(() => '');
			return fits(url) ? url : undefined;
		},
		{ timeoutMs: 60_000 },
	);
}

const webhookIdOf = ({ nodes }: StoredWorkflow): string => nodes[0]?.webhookId ?? '';

/** The texts with which the production runs of a workflow were started, once there are enough. */
async function received({ id }: StoredWorkflow, count: number): Promise<readonly unknown[]> {
	const mode = 'trigger';
	return textsReceived(await team.n8n.rest.executions.waitFor(id, { count, mode }));
}

test('one message starts one run of each published workflow, and one test item', async () => {
	const draft = await team.n8n.rest.createWorkflow(workflow('Draft', [trigger(team)]));
	await team.n8n.rest.run(draft.id, TRIGGER);
	await team.meta.customerWrites({ customer: ANA, text: 'to all' });
	const tests = await team.n8n.rest.executions.waitFor(draft.id, { mode: 'manual' });
	expect(outputOf(tests[0], TRIGGER, 0)).toMatchObject([{ message: { text: 'to all' } }]);
	await team.meta.customerWrites({ customer: ANA, text: 'to two' });
	// The second message shows that nothing more came of the first.
	expect(await received(first, 2)).toEqual(['to all', 'to two']);
	expect(await received(second, 2)).toEqual(['to all', 'to two']);
	expect(await team.n8n.rest.executions.list({ workflowId: draft.id })).toHaveLength(1);
	expect(readInbox(team, "select count(*) as n from message where direction = 'in'")).toEqual([
		{ n: 2 },
	]);
});

test("the number of another company's workspace is counted, not stored, and acknowledged", async () => {
	const rows = () =>
		readInbox(
			team,
			'select (select count(*) from message) as m, (select count(*) from event) as e',
		);
	const before = rows();
	const body = textWebhook(team, {
		from: ANA,
		id: 'wamid.foreign',
		text: 'not for you',
		phoneNumberId: '999999999999999',
	});
	const answer = await postWebhook(team, await webhookAddress(team), body);

	expect(answer).toEqual({ status: 200, text: 'ok' });
	expect(rows()).toEqual(before);
	expect(
		readInbox(team, "select phone_number_id, n from counter where name = 'foreignNumber'"),
	).toEqual([{ phone_number_id: '999999999999999', n: 1 }]);
});

test('when Meta is away while n8n starts, the trigger comes up and messages flow once Meta is back', async () => {
	await team.n8n.stop();
	await team.meta.updateNumber(team.number.id, { override: null });
	await team.meta.addFault({ kind: 'down', how: 'refuse' });
	await team.n8n.start();
	await team.n8n.rest.waitPublishedAgain(first.id, { timeoutMs: 60_000 });
	expect(await team.n8n.rest.publicationStatus(first.id)).toMatchObject({ status: 'published' });
	await team.meta.clearFaults();
	expect(await untilAddress((url) => url !== '')).toContain(webhookIdOf(first));
	await team.meta.customerWrites({ customer: ANA, text: 'back again' });

	expect((await received(first, 3)).at(-1)).toBe('back again');
	expect((await received(second, 3)).at(-1)).toBe('back again');
	expect((await answersTo(team, ANA)).at(-1)).toBe('You said: back again');
});

test("n8n under a new address replaces yesterday's by itself", async () => {
	const yesterday = await webhookAddress(team);
	await team.n8n.stop();
	env['WEBHOOK_URL'] = `http://localhost:${team.n8n.port}/`;
	await team.n8n.start();
	const url = await untilAddress((one) => one !== yesterday);
	expect(new URL(url).host).toBe(`localhost:${team.n8n.port}`);
	expect(new URL(url).pathname).toBe(new URL(yesterday).pathname);
	await team.meta.customerWrites({ customer: ANA, text: 'moved' });

	expect((await received(first, 4)).at(-1)).toBe('moved');
});

test('when the workflow that Meta delivers to is taken offline, another takes its place', async () => {
	expect(await webhookAddress(team)).toContain(webhookIdOf(first));
	await team.n8n.rest.deactivate(first.id);
	await untilAddress((url) => url.includes(webhookIdOf(second)));
	await team.meta.customerWrites({ customer: ANA, text: 'only one now' });

	expect((await received(second, 5)).at(-1)).toBe('only one now');
	expect(await received(first, 4)).not.toContain('only one now');
});
