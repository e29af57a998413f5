import type { Clock } from '../graph-api/clock.ts';

/** Something that happened. Numbers are digits; `device` 0 is the phone itself. */
export type Fact =
	| { readonly kind: 'login'; readonly phone: string; readonly device: number }
	| {
			readonly kind: 'loginRefused';
			readonly phone: string;
			readonly device: number;
			readonly reason: string;
	  }
	| { readonly kind: 'disconnected'; readonly phone: string; readonly device: number }
	| {
			readonly kind: 'linked';
			readonly phone: string;
			readonly device: number;
			readonly by: 'qr' | 'code';
	  }
	| {
			readonly kind: 'unlinked';
			readonly phone: string;
			readonly device: number;
			readonly by: 'phone' | 'client';
	  }
	/** The client asked for a pairing code. */
	| { readonly kind: 'codeRequested'; readonly phone: string }
	/** Any stanza to or from a client, without what it says. */
	| {
			readonly kind: 'stanza';
			readonly direction: 'fromClient' | 'toClient';
			/** Absent while the client is being linked. */
			readonly phone: string | undefined;
			readonly device: number | undefined;
			readonly tag: string;
			readonly id: string | undefined;
			readonly type: string | undefined;
			/** The other side, a jid. */
			readonly peer: string | undefined;
			/** The tag of its first part. */
			readonly child: string | undefined;
			/** Of an `iq`. */
			readonly xmlns: string | undefined;
			/** Of an `ack`. */
			readonly error: string | undefined;
	  }
	/** A customer's phone could read a message. */
	| {
			readonly kind: 'received';
			readonly customer: string;
			readonly phone: string;
			readonly id: string;
			/** What kind of message, as "text". */
			readonly content: string;
	  }
	/** The client told a customer about messages of the customer. */
	| {
			readonly kind: 'receipt';
			readonly phone: string;
			readonly device: number;
			readonly customer: string;
			readonly ids: readonly string[];
			/** `delivered`, `inactive` (delivered while not online), `read`, `played`, ... */
			readonly type: string;
	  }
	/** The client says that it types to a customer, or records, or stopped. */
	| {
			readonly kind: 'typing';
			readonly phone: string;
			readonly customer: string;
			readonly state: 'composing' | 'recording' | 'paused';
	  }
	/** The client refused a call. */
	| { readonly kind: 'callRejected'; readonly phone: string; readonly callId: string }
	/** Somebody could not decrypt a message, and asked for it again. */
	| {
			readonly kind: 'retry';
			readonly by: 'client' | 'customer';
			readonly customer: string;
			readonly id: string;
			readonly why: string;
	  }
	/** The client said something that the simulator does not know. */
	| { readonly kind: 'unknownStanza'; readonly stanza: string }
	/** A connection was ended because the client broke the protocol, or the simulator failed. */
	| { readonly kind: 'problem'; readonly message: string };

/** A fact with its place and time. */
export type TranscriptEntry = Fact & {
	/** Counts up from 1. */
	readonly seq: number;
	/** Simulated ms since the epoch. */
	readonly at: number;
};

/** The entries of one kind. */
export type EntryOf<K extends Fact['kind']> = Extract<TranscriptEntry, { kind: K }>;

/** How long a wait takes at most. */
export interface WaitOptions {
	/** Real time; default 15,000: tests give jest more than its 5000, for busy machines. */
	readonly timeoutMs?: number;
}

/** Everything that happened, in order. Tests count in it, so nothing is ever merged. */
export class Transcript {
	readonly #clock: Clock;
	readonly #entries: TranscriptEntry[] = [];
	readonly #waiting = new Set<() => void>();
	/** How often each message was sent. */
	readonly #sends = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	add(fact: Fact): void {
		this.restore({ ...fact, seq: this.#entries.length + 1, at: this.#clock.now() });
		for (const wake of [...this.#waiting]) wake();
	}

	/** Takes an entry that was saved; in their order, before any other. */
	restore(entry: TranscriptEntry): void {
		this.#entries.push(entry);
		if (entry.kind !== 'stanza' || entry.direction !== 'fromClient') return;
		if (entry.tag !== 'message' || entry.id === undefined) return;
		this.#sends.set(entry.id, this.sendsOf(entry.id) + 1);
	}

	/** The entries after the one with this number; default all. */
	entries(after = 0): readonly TranscriptEntry[] {
		return this.#entries.slice(after);
	}

	/** The entries of one kind. */
	of<K extends Fact['kind']>(kind: K): readonly EntryOf<K>[] {
		return this.#entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);
	}

	/** How many message stanzas with this id the client has sent. A doubled send counts twice. */
	sendsOf(messageId: string): number {
		return this.#sends.get(messageId) ?? 0;
	}

	/** Resolves at the next entry or after `timeoutMs` of real time. */
	changed(timeoutMs: number): Promise<void> {
		return new Promise((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				this.#waiting.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, timeoutMs);
			this.#waiting.add(wake);
		});
	}

	/**
	 * Waits until `find` finds what it looks for, and gives that. It is asked now and after each
	 * entry. Rejects after the timeout, saying what happened last.
	 */
	async waitFor<T>(
		find: () => T | false | null | undefined,
		{ timeoutMs = 15_000 }: WaitOptions = {},
	): Promise<T> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const found = find();
			if (found !== undefined && found !== null && found !== false) return found;
			const leftMs = deadline - Date.now();
			if (leftMs <= 0) throw new Error(`Waited ${timeoutMs} ms in vain. ${this.#summary()}`);
			await this.changed(leftMs);
		}
	}

	/** Lets go whoever waits. Safe to call twice. */
	close(): void {
		for (const wake of [...this.#waiting]) wake();
	}

	#summary(): string {
		const last = this.#entries.slice(-12).map((entry) => `  ${JSON.stringify(entry)}`);
		return ['The last that happened:', ...last].join('\n');
	}
}
