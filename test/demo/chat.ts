import { contentOf } from './phone/cloud-content.ts';
import type { LogEntry, LogEntryOf } from '../simulators/graph-api/log-entries.ts';

/** Who talks to whom, by name. */
export interface ChatNames {
	readonly business: string;
	readonly customer: string;
}

/** Turns what happened at WhatsApp, entry by entry, into the lines of a chat. */
export class Chat {
	readonly #names: ChatNames;
	readonly #width: number;
	readonly #answers = new Map<string, string>();
	readonly #told = new Set<string>();
	/** Ids of messages that stand on the screen already, because they were typed there. */
	readonly #shown = new Set<string>();

	constructor(names: ChatNames) {
		this.#names = names;
		this.#width = Math.max(names.business.length, names.customer.length) + 2;
	}

	/** This message is not to be shown again. */
	skip(wamid: string): void {
		this.#shown.add(wamid);
	}

	/** The lines for an entry of the simulator's log; none for what does not concern a chat. */
	linesFor(entry: LogEntry): readonly string[] {
		switch (entry.kind) {
			case 'inbound':
				return this.#shown.has(entry.wamid)
					? []
					: this.#says(this.#names.customer, entry.text);
			case 'accepted':
				this.#answers.set(entry.wamid, contentOf(entry.type, entry.content).text);
				return [];
			case 'status':
				return this.#status(entry);
			case 'webhook':
				return this.#webhook(entry);
			case 'refused':
				return entry.operation === 'send'
					? [this.#note(`WhatsApp refused an answer: ${entry.message} (${entry.code})`)]
					: [];
			case 'faulted':
			case 'number':
			case 'override':
			case 'receipt':
			case 'template':
			case 'uploaded':
				return [];
		}
	}

	#status({ wamid, status, code }: LogEntryOf<'status'>): readonly string[] {
		switch (status) {
			case 'sent':
				return this.#says(this.#names.business, `${this.#answers.get(wamid)}  ✓ sent`);
			case 'delivered':
				return [this.#note('✓✓ delivered')];
			case 'read':
				return [this.#note('✓✓ read')];
			case 'failed':
				return [this.#note(`✗ not delivered: ${this.#answers.get(wamid)} (${code})`)];
		}
	}

	#webhook(entry: LogEntryOf<'webhook'>): readonly string[] {
		const { messages, attempt, outcome } = entry;
		if (messages.length === 0 || attempt > 1) return [];
		if (outcome !== 'acknowledged') {
			return [this.#note(`(${whyNotTakenIn(entry)})`)];
		}
		const isRepeated = messages.every((wamid) => this.#told.has(wamid));
		for (const wamid of messages) this.#told.add(wamid);
		return isRepeated ? [this.#note('(WhatsApp delivered this message a second time)')] : [];
	}

	#says(name: string, text: string): readonly string[] {
		const [first = '', ...more] = text.split('\n');
		return [`${name.padEnd(this.#width)}${first}`, ...more.map((line) => this.#note(line))];
	}

	#note(text: string): string {
		return `${' '.repeat(this.#width)}${text}`;
	}
}

function whyNotTakenIn({ outcome, httpStatus }: LogEntryOf<'webhook'>): string {
	if (outcome === 'noCallback') return 'no workflow is published that takes this message in';
	const answer = httpStatus === null ? 'did not answer' : `answered ${httpStatus}`;
	return `n8n ${answer}; WhatsApp will deliver this message again`;
}
