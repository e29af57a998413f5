/** Remembers the last of many names. */
export class Recent {
	readonly #most: number;
	readonly #names = new Set<string>();

	constructor(most: number) {
		this.#most = most;
	}

	/** @returns whether the name is new */
	add(name: string): boolean {
		if (this.#names.has(name)) return false;
		this.#names.add(name);
		if (this.#names.size > this.#most) {
			for (const oldest of this.#names) {
				this.#names.delete(oldest);
				break;
			}
		}
		return true;
	}

	has(name: string): boolean {
		return this.#names.has(name);
	}

	/** @returns whether it was remembered */
	delete(name: string): boolean {
		return this.#names.delete(name);
	}
}
