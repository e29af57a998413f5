import { DAY_MS } from './caps.ts';

/**
 * Whom the numbers of a portfolio have written to outside the window: so many people in every 24
 * hours, each of them as often as one likes. Times in ms since 1970, UTC.
 * @see https://developers.facebook.com/docs/whatsapp/messaging-limits
 */
export class PeopleReached {
	readonly limit: number;
	/** When each was written to last, the oldest first. */
	readonly #last: Map<string, number>;

	/** @param reached the last time for each person, the oldest first */
	constructor(limit: number, reached: Iterable<readonly [person: string, at: number]>) {
		this.limit = limit;
		this.#last = new Map(reached);
	}

	/**
	 * When somebody may be written to.
	 *
	 * @returns `null` for now
	 */
	until(person: string, now: number): number | null {
		return this.has(person, now) ? null : this.freeAt(now);
	}

	/** When there is room for one more person. @returns `null` for now */
	freeAt(now: number): number | null {
		this.#forget(now);
		const tooMany = this.#last.size - this.limit;
		if (tooMany < 0) return null;
		let skipped = 0;
		for (const at of this.#last.values()) {
			if (skipped === tooMany) return at + DAY_MS;
			skipped += 1;
		}
		// Nobody at all may be written to.
		return now + DAY_MS;
	}

	/** Whether somebody counts already. */
	has(person: string, now: number): boolean {
		return (this.#last.get(person) ?? -Infinity) > now - DAY_MS;
	}

	/** Notes that somebody is written to. In the order of the times. */
	note(person: string, at: number): void {
		this.#last.delete(person);
		this.#last.set(person, at);
	}

	#forget(now: number): void {
		for (const [person, at] of this.#last) {
			if (at > now - DAY_MS) return;
			this.#last.delete(person);
		}
	}
}
