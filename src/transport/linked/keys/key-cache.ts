/** What one entry costs besides its text, roughly, in characters. */
const ENTRY_COST = 120;

/**
 * Keeps values, and the knowledge that there is none, up to a number of characters. What was not
 * asked for the longest goes first.
 */
export class KeyCache {
	readonly #most: number;
	readonly #entries = new Map<string, string | null>();
	#size = 0;

	/** @param most how many characters it may hold, what entries cost themselves included */
	constructor(most: number) {
		this.#most = most;
	}

	/** The value; `null` if it is known that there is none, `undefined` if nothing is known. */
	get(kind: string, id: string): string | null | undefined {
		const name = nameOf(kind, id);
		const value = this.#entries.get(name);
		if (value === undefined) return undefined;
		// Asked for just now: to the end of the line.
		this.#entries.delete(name);
		this.#entries.set(name, value);
		return value;
	}

	set(kind: string, id: string, value: string | null): void {
		const name = nameOf(kind, id);
		this.#remove(name);
		this.#entries.set(name, value);
		this.#size += costOf(name, value);
		for (const oldest of this.#entries.keys()) {
			if (this.#size <= this.#most) return;
			this.#remove(oldest);
		}
	}

	clear(): void {
		this.#entries.clear();
		this.#size = 0;
	}

	#remove(name: string): void {
		const value = this.#entries.get(name);
		if (value === undefined) return;
		this.#entries.delete(name);
		this.#size -= costOf(name, value);
	}
}

function nameOf(kind: string, id: string): string {
	return `${kind} ${id}`;
}

function costOf(name: string, value: string | null): number {
	return ENTRY_COST + name.length + (value?.length ?? 0);
}
