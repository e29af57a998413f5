import type { TeamNumber } from '../domain/number/number.ts';
import type { Store } from '../ports/store.ts';
import type { OpenNumber } from './open-number.ts';

/** How long a number stays open for a Send that found it closed, in ms. */
const LINGER_MS = 60_000;

/** An open number and what has to be closed with it. */
export interface Opened {
	readonly number: OpenNumber;
	/** Ends its connection; called after the number is closed. */
	readonly close: () => Promise<void>;
}

/** What the engine works with. */
export interface EngineParts {
	readonly store: Pick<Store, 'onCommit'>;
	/** Runs a function later without keeping the process alive. */
	readonly later: (ms: number, run: () => void) => void;
}

/** Keeps numbers open: each once in this process, as long as anybody holds it. */
export class Engine {
	readonly #parts: EngineParts;
	readonly #open = new Map<string, { readonly opened: Opened; readonly holders: Set<string> }>();
	readonly #stopListening: () => void;

	constructor(parts: EngineParts) {
		this.#parts = parts;
		// What another process put into the outbox is sent by the owner: here, if it is us.
		this.#stopListening = parts.store.onCommit((what) => {
			if (what !== 'elsewhere') return;
			for (const { opened } of this.#open.values()) opened.number.wake();
		});
	}

	/**
	 * Opens a number, or joins those who hold it open.
	 *
	 * @param holder who holds it; the same holder counts once
	 */
	hold(number: TeamNumber, holder: string, open: () => Opened): OpenNumber {
		const known = this.#open.get(number.id) ?? { opened: open(), holders: new Set<string>() };
		known.holders.add(holder);
		this.#open.set(number.id, known);
		return known.opened.number;
	}

	/** The number, if it is open in this process. */
	find(numberId: string): OpenNumber | null {
		return this.#open.get(numberId)?.opened.number ?? null;
	}

	/** Lets go of a number; the last holder closes it. */
	async release(numberId: string, holder: string): Promise<void> {
		const known = this.#open.get(numberId);
		if (known === undefined || !known.holders.delete(holder) || known.holders.size > 0) return;
		this.#open.delete(numberId);
		await known.opened.number.close();
		const retired = known.opened.number.override?.retire(() => this.#open.has(numberId));
		void Promise.resolve(retired).finally(() => void known.opened.close());
	}

	/** Lets go of a number after a while. */
	releaseLater(numberId: string, holder: string): void {
		this.#parts.later(LINGER_MS, () => void this.release(numberId, holder));
	}

	/** Closes everything at once. Safe to call twice. */
	async close(): Promise<void> {
		this.#stopListening();
		const all = [...this.#open.values()];
		this.#open.clear();
		await Promise.all(
			all.map(async ({ opened }) => {
				await opened.number.close();
				await opened.close();
			}),
		);
	}
}
