import { rm } from 'node:fs/promises';
import { ANSWERS } from './workflows/auto-answer.ts';
import { Chat } from './chat.ts';
import { Conversation } from './conversation.ts';
import { unlessAborted } from './interruption.ts';
import { elapsedSeconds, withTime } from './progress.ts';
import { readRuns } from './runs.ts';
import { playScript, scriptOf } from './scripted-customer.ts';
import { openStage, type Stage } from './stage.ts';
import { judge, NOTHING_HAPPENED, type Verdict } from './verdict.ts';

/** What is asked of the second number. */
const LINKED_QUESTION = 'When are you open?';

/**
 * Lets a scripted customer write, ends everything, and prints the verdict: its last line is JSON.
 *
 * @returns whether all of it happened as it should
 */
export async function playOnce(end: AbortSignal): Promise<boolean> {
	const { summary, complaints } = await perform(end).catch((error: unknown): Verdict => {
		const reason = error instanceof Error ? error.message : String(error);
		return { summary: NOTHING_HAPPENED, complaints: [reason] };
	});
	for (const complaint of complaints) console.log(`Not as it should be: ${complaint}`);
	console.log(`From start to end: ${elapsedSeconds()} s`);
	console.log(JSON.stringify(summary));
	return summary.ok;
}

async function perform(end: AbortSignal): Promise<Verdict> {
	const say = withTime(console.log);
	const stage = await openStage({ end, say });
	try {
		const verdict = await unlessAborted(end, converse(stage));
		if (verdict.summary.ok) await rm(stage.n8n.logFile, { force: true });
		else console.log(`n8n's log: ${stage.n8n.logFile}`);
		return verdict;
	} finally {
		await stage.close();
	}
}

async function converse(stage: Stage): Promise<Verdict> {
	const { meta, customer, businessName, n8n, workflowId, linked } = stage;
	const conversation = new Conversation({
		meta,
		customer,
		chat: new Chat({ business: businessName, customer: customer.name }),
		print: console.log,
	});
	const script = scriptOf(customer.name);
	console.log('');
	try {
		await playScript(script, { meta, customer, conversation });
		await conversation.finish();
	} finally {
		conversation.close();
	}
	const answer = await linked.ask(LINKED_QUESTION).catch(() => null);
	console.log(`\n${linked.customer.name} asks the linked number: ${LINKED_QUESTION}`);
	console.log(`It answers: ${answer ?? '(nothing)'}\n`);
	const runs = await readRuns(n8n, workflowId);
	return judge({
		n8nUrl: n8n.baseUrl,
		script,
		log: await meta.log(),
		runs,
		linked: { answer, expected: ANSWERS.hours },
	});
}
