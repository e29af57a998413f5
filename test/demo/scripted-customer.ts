import type { GraphControl } from '../simulators/graph-api/control/client.ts';
import { ANSWERS } from './workflows/auto-answer.ts';
import type { Conversation } from './conversation.ts';
import type { CustomerOnStage } from './stage.ts';

/** A message of the script. All texts, and all answers, differ from one another. */
export interface ScriptedMessage {
	readonly text: string;
	/** What the workflow is to answer. */
	readonly answer: string;
	/** Whether WhatsApp delivers it twice, as Meta now and then does. */
	readonly isToldTwice: boolean;
}

/** What the customer of that name writes, one after the other. */
export function scriptOf(name: string): readonly ScriptedMessage[] {
	return [
		{ text: 'Good morning!', answer: ANSWERS.menu(name), isToldTwice: false },
		{ text: 'What are your opening hours?', answer: ANSWERS.hours, isToldTwice: false },
		{ text: 'And the price of a croissant?', answer: ANSWERS.prices, isToldTwice: true },
	];
}

/** Whom the customer writes to, and how. */
export interface ScriptParts {
	readonly meta: GraphControl;
	readonly customer: CustomerOnStage;
	readonly conversation: Conversation;
}

/** How long an answer may take. */
const ANSWER_MS = 30_000;

/** How long WhatsApp may take to come to rest. */
const REST_MS = 10_000;

/** How long a second answer, which must not come, gets to come. */
const SURPRISE_MS = 2_000;

/**
 * Writes, and waits for each answer to be delivered before writing the next message. Gives up at
 * the first that is not answered; what then is missing shows in the verdict.
 */
export async function playScript(
	script: readonly ScriptedMessage[],
	parts: ScriptParts,
): Promise<void> {
	for (const message of script) {
		if (!(await isAnswered(message, parts))) return;
	}
	await untilQuiet(parts.meta);
}

async function isAnswered(
	{ text, isToldTwice }: ScriptedMessage,
	{ meta, customer, conversation }: ScriptParts,
): Promise<boolean> {
	if (isToldTwice) {
		// The fault meets the next webhook, which must not be a status of the message before.
		await untilQuiet(meta);
		await meta.addFault({ kind: 'duplicate', copies: 1, times: 1, recipient: customer.id });
	}
	const before = (await meta.log()).at(-1)?.seq ?? 0;
	await conversation.write(text);
	try {
		await meta.waitFor(
			(log) => {
				const answer = log.find((entry) => entry.kind === 'accepted' && entry.seq > before);
				if (answer?.kind !== 'accepted') return false;
				return log.some(
					(entry) =>
						entry.kind === 'status' &&
						entry.wamid === answer.wamid &&
						entry.status === 'delivered',
				);
			},
			{ timeoutMs: ANSWER_MS },
		);
		return true;
	} catch {
		return false;
	}
}

/** Waits until no webhook is under way and none has followed for a while. */
async function untilQuiet(meta: GraphControl): Promise<void> {
	const deadline = Date.now() + REST_MS;
	for (let calmSince = Date.now(); Date.now() < deadline;) {
		const before = Date.now();
		await new Promise((resolve) => setTimeout(resolve, 100));
		if ((await meta.pending()).webhooks > 0) calmSince = Date.now();
		else if (before - calmSince >= SURPRISE_MS) return;
	}
}
