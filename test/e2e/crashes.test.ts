import type { Execution } from './support/rest-executions.ts';
import type { StoredWorkflow } from './support/rest.ts';
import { outputOf } from './support/conversation.ts';
import {
	ANA,
	echo,
	publish,
	SEND,
	startTeam,
	TRIGGER,
	trigger,
	type Team,
} from './support/team.ts';
import { untilInOutbox } from './support/inbox-file.ts';
import { workflow } from './support/workflow.ts';

/*
 * n8n is killed at three points of a message's way out. What counts is how many messages the
 * simulated Meta accepted.
 */

let team: Team;
let answering: StoredWorkflow;
let watching: StoredWorkflow;

beforeEach(async () => {
	team = await startTeam({ name: 'crashes' });
	answering = await publish(team, echo(team));
	watching = await publish(
		team,
		workflow('Watch', [trigger(team, { events: ['message.sent', 'message.delivered'] })]),
	);
});

afterEach(() => team?.close());

/** Waits until the run that died has been followed by the second attempt at its event. */
async function secondAttempt(): Promise<Execution> {
	const [run] = await team.n8n.rest.executions.waitFor(answering.id, {
		status: 'success',
		timeoutMs: 60_000,
	});
	if (run === undefined) throw new Error('There is no second attempt.');
	expect(outputOf(run, TRIGGER, 0)).toMatchObject([{ attempt: 2 }]);
	return run;
}

async function crashed(): Promise<Execution> {
	const [run] = await team.n8n.rest.executions.waitFor(answering.id, { status: 'crashed' });
	if (run === undefined) throw new Error('There is no crashed execution.');
	return run;
}

test('killed before the request left: the message is sent exactly once after the restart', async () => {
	await team.meta.addFault({ kind: 'down', how: 'refuse' });
	await team.meta.customerWrites({ customer: ANA, text: 'hello' });
	await team.n8n.rest.executions.waitFor(answering.id, { status: 'running' });
	await untilInOutbox(team, "state = 'queued' and reason = 'retrying'");
	await team.n8n.kill();
	expect(await team.meta.acceptedTo(ANA)).toBe(0);
	await team.meta.clearFaults();
	await team.n8n.start();
	const run = await secondAttempt();
	expect(outputOf(run, SEND, 0)).toMatchObject([{ verdict: 'sent', deduplicated: true }]);
	expect(await team.meta.acceptedTo(ANA)).toBe(1);
});

test('killed after Meta accepted and before it answered: never sent again, and a status proves it sent', async () => {
	await team.meta.addFault({ kind: 'holdAnswer' });
	await team.meta.customerWrites({ customer: ANA, text: 'hello' });
	// The statuses come too soon for this test: they are held until n8n is back.
	await untilInLog('inbound');
	await team.meta.addFault({ kind: 'holdWebhooks' });
	await untilInLog('accepted');
	await team.n8n.kill();
	await team.n8n.start();
	const run = await secondAttempt();
	expect(outputOf(run, SEND, 2)).toMatchObject([
		{ verdict: 'uncertain', reason: 'processDied', deduplicated: true },
	]);
	await team.meta.release();
	const [watched] = await team.n8n.rest.executions.waitFor(watching.id, { count: 2 });
	expect(outputOf(watched, TRIGGER, 0)).toMatchObject([
		{ event: 'message.sent', message: { text: 'You said: hello', status: 'sent' } },
	]);
	const retried = await team.n8n.rest.executions.retry((await crashed()).id);
	expect(outputOf(retried, SEND, 0)).toMatchObject([{ verdict: 'sent', deduplicated: true }]);
	expect(await team.meta.acceptedTo(ANA)).toBe(1);
});

test('the same with the status lost: a retry of the execution is told that nobody knows', async () => {
	await team.meta.addFault({ kind: 'loseStatuses' });
	await team.meta.addFault({ kind: 'holdAnswer' });
	await team.meta.customerWrites({ customer: ANA, text: 'hello' });
	await untilInLog('accepted');
	await team.n8n.kill();
	await team.n8n.start();
	await secondAttempt();
	const retried = await team.n8n.rest.executions.retry((await crashed()).id);
	expect(outputOf(retried, SEND, 2)).toMatchObject([
		{ verdict: 'uncertain', reason: 'processDied', deduplicated: true },
	]);
	expect(outputOf(retried, SEND, 0)).toEqual([]);
	expect(await team.meta.acceptedTo(ANA)).toBe(1);
});

async function untilInLog(kind: 'accepted' | 'inbound'): Promise<void> {
	await team.meta.waitFor((log) => log.some((entry) => entry.kind === kind), {
		timeoutMs: 20_000,
	});
}
