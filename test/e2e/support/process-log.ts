import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import path from 'node:path';

/** Keeps a program's output: the end of it in memory, all of it in a file. */
export class ProcessLog {
	readonly file: string;
	readonly #lines: string[] = [];
	readonly #limit: number;
	readonly #stream: WriteStream;
	#unfinished = '';

	/** @param limit number of lines kept in memory. Default: 2,000. */
	constructor(file: string, limit = 2000) {
		mkdirSync(path.dirname(file), { recursive: true });
		this.file = file;
		this.#limit = limit;
		this.#stream = createWriteStream(file, { flags: 'a' });
	}

	write(chunk: string): void {
		this.#stream.write(chunk);
		const lines = (this.#unfinished + chunk).split('\n');
		this.#unfinished = lines.pop() ?? '';
		this.#lines.push(...lines);
		if (this.#lines.length > this.#limit)
			this.#lines.splice(0, this.#lines.length - this.#limit);
	}

	/** The lines in memory, oldest first, as one text. */
	text(): string {
		return [...this.#lines, this.#unfinished].join('\n');
	}

	close(): Promise<void> {
		return new Promise((resolve) => this.#stream.end(resolve));
	}
}
