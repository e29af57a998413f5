import type { Clock } from '../../../ports/clock.ts';
import { Recent } from '../inbound/recent.ts';

/** What WhatsApp said of a message of ours. */
export type Answer =
	| { readonly kind: 'taken' }
	| { readonly kind: 'refused'; readonly code: number }
	/** Nothing in time. */
	| { readonly kind: 'silence' }
	/** The connection ended before it said anything. */
	| { readonly kind: 'ended' };

/** How long an answer is waited for, in ms. */
export interface Patience {
	readonly ackMs: number;
	/** After this long {@link onDoubt} is called. */
	readonly doubtMs: number;
	readonly onDoubt: () => void;
}

/** How many messages are remembered whose answer did not come in time. */
const REMEMBERED = 500;

/** Waits for what WhatsApp says of the messages that went out over one socket. */
export class Answers {
	readonly #clock: Clock;
	readonly #waiting = new Map<string, (answer: Answer) => void>();
	readonly #late = new Recent(REMEMBERED);

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Begins to listen, before the message goes out. */
	expect(id: string): PendingAnswer {
		const promise = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
		return {
			within: async (patience) => {
				const answer = await this.#within(promise, patience);
				this.#waiting.delete(id);
				if (answer.kind === 'silence') this.#late.add(id);
				return answer;
			},
			forget: () => void this.#waiting.delete(id),
		};
	}

	/**
	 * WhatsApp has said something of a message.
	 *
	 * @returns whether it comes late: somebody has stopped waiting for it
	 */
	heard(id: string, answer: Answer): boolean {
		const resolve = this.#waiting.get(id);
		resolve?.(answer);
		return resolve === undefined && this.#late.delete(id);
	}

	/** Nothing more will be heard. */
	end(): void {
		for (const resolve of this.#waiting.values()) resolve({ kind: 'ended' });
		this.#waiting.clear();
	}

	async #within(
		promise: Promise<Answer>,
		{ ackMs, doubtMs, onDoubt }: Patience,
	): Promise<Answer> {
		const over = new AbortController();
		const deadline = async (): Promise<Answer> => {
			await this.#clock.sleep(Math.min(doubtMs, ackMs), over.signal);
			if (!over.signal.aborted) onDoubt();
			await this.#clock.sleep(Math.max(ackMs - doubtMs, 0), over.signal);
			return { kind: 'silence' };
		};
		const answer = await Promise.race([promise, deadline()]);
		// A reason of our own is cheaper than the exception that would be made.
		over.abort('answered');
		return answer;
	}
}

/** An answer that is listened for. */
export interface PendingAnswer {
	/** Waits for it, from now on. */
	within(patience: Patience): Promise<Answer>;
	/** The message did not go out. */
	forget(): void;
}
