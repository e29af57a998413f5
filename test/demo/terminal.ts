import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';

/** What is done with what a person types. */
export interface TerminalEvents {
	/** Lines are handed over one after the other. */
	readonly onLine: (line: string) => Promise<void>;
	/** A person has pressed Ctrl+C or Ctrl+D. */
	readonly onEnd: () => void;
	/** The lines came from a file or a pipe, and that has ended. All have been handed over. */
	readonly onInputOver: () => void;
}

/** Reads lines and prints others, above the one that is being typed. */
export class Terminal {
	/** Whether a person types here, so that what was typed stands on the screen. */
	readonly isInteractive: boolean;
	readonly #prompt: string;
	#reader: Interface | undefined;
	#isClosed = false;

	constructor(prompt: string) {
		this.isInteractive = process.stdin.isTTY && process.stdout.isTTY;
		this.#prompt = prompt;
	}

	print(line: string): void {
		if (this.#reader === undefined || !this.isInteractive) {
			console.log(line);
			return;
		}
		clearLine(process.stdout, 0);
		cursorTo(process.stdout, 0);
		console.log(line);
		this.#reader.prompt(true);
	}

	/** Begins to read. */
	read(events: TerminalEvents): void {
		const reader = createInterface({
			input: process.stdin,
			...(this.isInteractive ? { output: process.stdout } : {}),
			terminal: this.isInteractive,
			prompt: this.#prompt,
		});
		this.#reader = reader;
		let handled = Promise.resolve();
		reader.on('line', (line) => {
			handled = handled
				.then(() => (this.#isClosed ? undefined : events.onLine(line)))
				.catch((error: unknown) => this.print(messageOf(error)))
				.then(() => {
					if (this.isInteractive && !this.#isClosed) reader.prompt(true);
				});
		});
		reader.on('SIGINT', events.onEnd);
		reader.on('close', () => {
			if (this.#isClosed) return;
			if (this.isInteractive) events.onEnd();
			else void handled.then(events.onInputOver);
		});
		if (this.isInteractive) reader.prompt();
	}

	/** Reads no more and gives the terminal back as it was. Safe to call twice. */
	close(): void {
		this.#isClosed = true;
		this.#reader?.close();
		this.#reader = undefined;
		if (this.isInteractive) {
			clearLine(process.stdout, 0);
			cursorTo(process.stdout, 0);
		}
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
