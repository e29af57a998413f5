import type { Clock } from './clock.ts';
import type { LogEntry, LogFact } from './log-entries.ts';

/** Everything that happened, in order. End-to-end tests count in it, so nothing is ever merged. */
export class EventLog {
	readonly #clock: Clock;
	readonly #entries: LogEntry[] = [];
	readonly #waiting = new Set<() => void>();
	readonly #firstSeq: number;

	/** @param after The sequence number of the entry before the first; default 0. */
	constructor(clock: Clock, after = 0) {
		this.#clock = clock;
		this.#firstSeq = after + 1;
	}

	/** The sequence number of the newest entry. */
	get lastSeq(): number {
		return this.#firstSeq + this.#entries.length - 1;
	}

	add(fact: LogFact): void {
		this.#entries.push({ ...fact, seq: this.lastSeq + 1, at: this.#clock.now() });
		this.#wakeAll();
	}

	/** The entries with a higher sequence number. */
	after(seq: number): readonly LogEntry[] {
		return this.#entries.slice(Math.max(0, seq - this.#firstSeq + 1));
	}

	/** Resolves at the next entry, after `timeoutMs` of real time, or when the log is closed. */
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

	/** Lets go whoever waits. Safe to call twice. */
	close(): void {
		this.#wakeAll();
	}

	#wakeAll(): void {
		for (const wake of [...this.#waiting]) wake();
	}
}
