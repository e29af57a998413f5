import type { LogEntry } from '../simulators/graph-api/log-entries.ts';
import { contentOf } from './phone/cloud-content.ts';
import type { ScriptedMessage } from './scripted-customer.ts';

/** A run of the workflow, as n8n has it. */
export interface Run {
	readonly id: string;
	readonly status: string;
	/** WhatsApp's id of the message that started it. */
	readonly wamid: string | null;
	readonly error: string | null;
}

/** What is known after the script was played: n8n's executions and WhatsApp's log. */
export interface Evidence {
	readonly n8nUrl: string;
	readonly script: readonly ScriptedMessage[];
	readonly log: readonly LogEntry[];
	readonly runs: readonly Run[];
	/** What the linked number answered, and what it should have. */
	readonly linked: { readonly answer: string | null; readonly expected: string };
}

/** The last line of `--once`. */
export interface Summary {
	/** Null if n8n did not start. */
	readonly n8n: string | null;
	/** Messages that n8n took in; one that came twice counts once. */
	readonly received: number;
	readonly executions: number;
	/** Answers that WhatsApp accepted. */
	readonly sent: number;
	readonly delivered: number;
	/** Whether the linked number answered what it was asked. */
	readonly linked: boolean;
	readonly ok: boolean;
}

/** The counts, and what is wrong with them. */
export interface Verdict {
	readonly summary: Summary;
	/** One sentence for each thing that is missing or too much; none if all is well. */
	readonly complaints: readonly string[];
}

/** The summary of a demo that did not get as far as a conversation. */
export const NOTHING_HAPPENED: Summary = {
	n8n: null,
	received: 0,
	executions: 0,
	sent: 0,
	delivered: 0,
	linked: false,
	ok: false,
};

/** Compares what happened with the script: each message one run, one answer, and that delivered. */
export function judge({ n8nUrl, script, log, runs, linked }: Evidence): Verdict {
	const answers = log.filter((entry) => entry.kind === 'accepted');
	const delivered = deliveredIds(log);
	const facts: Facts = {
		wamids: new Map(
			log.flatMap((entry) => (entry.kind === 'inbound' ? [[entry.text, entry.wamid]] : [])),
		),
		deliveries: countDeliveries(log),
		runs,
		answers: answers.map(({ type, content, wamid }) => ({
			body: contentOf(type, content).text,
			isDelivered: delivered.has(wamid),
		})),
	};
	const complaints = [
		...script.flatMap((message) => complaintsAbout(message, facts)),
		...surplusOf(script, facts),
		...complaintsAboutLinked(linked),
	];
	return {
		summary: {
			n8n: n8nUrl,
			received: facts.deliveries.size,
			executions: runs.length,
			sent: answers.length,
			delivered: facts.answers.filter(({ isDelivered }) => isDelivered).length,
			linked: linked.answer === linked.expected,
			ok: complaints.length === 0,
		},
		complaints,
	};
}

function complaintsAboutLinked({ answer, expected }: Evidence['linked']): readonly string[] {
	if (answer === expected) return [];
	return answer === null
		? ['The linked number did not answer.']
		: [`The linked number answered "${answer}".`];
}

interface Facts {
	/** Ids of the customer's messages by their texts. */
	readonly wamids: ReadonlyMap<string, string>;
	/** How often n8n took in a message, by its id. */
	readonly deliveries: ReadonlyMap<string, number>;
	readonly runs: readonly Run[];
	readonly answers: readonly { readonly body: string | null; readonly isDelivered: boolean }[];
}

function complaintsAbout(message: ScriptedMessage, facts: Facts): readonly string[] {
	const name = `"${message.text}"`;
	const wamid = facts.wamids.get(message.text);
	if (wamid === undefined) return [`${name} was never written.`];
	const deliveries = facts.deliveries.get(wamid) ?? 0;
	if (deliveries === 0) return [`n8n did not take in ${name}.`];
	const complaints: string[] = [];
	if (message.isToldTwice && deliveries < 2) complaints.push(`${name} was not delivered twice.`);
	complaints.push(
		...complaintsAboutRuns(
			name,
			facts.runs.filter((run) => run.wamid === wamid),
		),
	);
	const answers = facts.answers.filter(({ body }) => body === message.answer);
	if (answers.length === 0) complaints.push(`${name} was not answered.`);
	if (answers.length > 1) complaints.push(`${name} was answered ${answers.length} times.`);
	if (answers.some(({ isDelivered }) => !isDelivered)) {
		complaints.push(`The answer to ${name} was not delivered.`);
	}
	return complaints;
}

function complaintsAboutRuns(name: string, runs: readonly Run[]): readonly string[] {
	if (runs.length === 0) return [`${name} started no run of the workflow.`];
	if (runs.length > 1) return [`${name} started ${runs.length} runs of the workflow.`];
	return runs
		.filter(({ status }) => status !== 'success')
		.map(({ id, status, error }) => {
			const reason = error === null ? '' : `: ${error}`;
			return `The run for ${name} (execution ${id}) ended as "${status}"${reason}.`;
		});
}

function surplusOf(script: readonly ScriptedMessage[], facts: Facts): readonly string[] {
	const written = new Set(facts.wamids.values());
	const expected = new Set(script.map(({ answer }) => answer));
	const runs = facts.runs.filter(({ wamid }) => wamid === null || !written.has(wamid));
	const answers = facts.answers.filter(({ body }) => body === null || !expected.has(body));
	return [
		...runs.map(({ id }) => `Execution ${id} belongs to none of the messages.`),
		...answers.map(({ body }) => `An answer that nobody expected was sent: "${body}".`),
	];
}

function countDeliveries(log: readonly LogEntry[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const entry of log) {
		if (entry.kind !== 'webhook' || entry.outcome !== 'acknowledged') continue;
		for (const wamid of entry.messages) counts.set(wamid, (counts.get(wamid) ?? 0) + 1);
	}
	return counts;
}

function deliveredIds(log: readonly LogEntry[]): ReadonlySet<string> {
	return new Set(
		log.flatMap((entry) =>
			entry.kind === 'status' && entry.status === 'delivered' ? [entry.wamid] : [],
		),
	);
}
