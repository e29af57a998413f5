import type { GraphControl } from '../simulators/graph-api/control/client.ts';
import { newWamid } from '../simulators/graph-api/ids.ts';
import type { LogEntry } from '../simulators/graph-api/log-entries.ts';
import type { Chat } from './chat.ts';
import type { CustomerOnStage } from './stage.ts';

/** How long the next message waits for n8n to take in the one before it. */
const TAKEN_IN_MS = 5_000;

/** Longer than any demo. */
const FOREVER_MS = 2 ** 31 - 1;

/** What a conversation is held with. */
export interface ConversationParts {
	readonly meta: GraphControl;
	readonly customer: CustomerOnStage;
	readonly chat: Chat;
	readonly print: (line: string) => void;
}

/** The customer's side: writes, and prints what happens at WhatsApp while it happens. */
export class Conversation {
	readonly #parts: ConversationParts;
	#seen = 0;
	#isClosed = false;

	constructor(parts: ConversationParts) {
		this.#parts = parts;
		void this.#follow();
	}

	/**
	 * The customer writes. Resolves when n8n has taken it in, or did not for five seconds, so that
	 * messages arrive in the order in which they were written.
	 *
	 * @param isShown whether the text stands on the screen already. Default: false.
	 * @returns the wamid
	 */
	async write(text: string, { isShown = false } = {}): Promise<string> {
		const { meta, customer, chat } = this.#parts;
		const id = newWamid();
		if (isShown) chat.skip(id);
		await meta.customerWrites({ customer: customer.id, text, id });
		try {
			await meta.waitFor((log) => log.some((entry) => isTakenIn(entry, id)), {
				timeoutMs: TAKEN_IN_MS,
			});
		} catch {
			// WhatsApp goes on delivering it, and the chat says so.
		}
		return id;
	}

	/** Prints what has not been printed yet, and then nothing more. */
	async finish(): Promise<void> {
		const log = await this.#parts.meta.log();
		this.#show(log);
		this.close();
	}

	/** Prints nothing more. Safe to call twice. */
	close(): void {
		this.#isClosed = true;
	}

	async #follow(): Promise<void> {
		const { meta } = this.#parts;
		const news = (log: readonly LogEntry[]) => log.some(({ seq }) => seq > this.#seen) && log;
		try {
			while (!this.#isClosed) this.#show(await meta.waitFor(news, { timeoutMs: FOREVER_MS }));
		} catch (error) {
			// The simulator ends with the demo, and this wait with it.
			if (!this.#isClosed) this.#parts.print(`The chat cannot be followed: ${String(error)}`);
		}
	}

	#show(log: readonly LogEntry[]): void {
		if (this.#isClosed) return;
		for (const entry of log.filter(({ seq }) => seq > this.#seen)) {
			this.#seen = entry.seq;
			for (const line of this.#parts.chat.linesFor(entry)) this.#parts.print(line);
		}
	}
}

function isTakenIn(entry: LogEntry, wamid: string): boolean {
	return (
		entry.kind === 'webhook' &&
		entry.outcome === 'acknowledged' &&
		entry.messages.includes(wamid)
	);
}
