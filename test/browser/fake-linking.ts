import type { Linking, LinkView, LinkWay } from '../../src/ports/linked.ts';

/** A linking that shows what a test says, and remembers what it was asked for. */
export class FakeLinking implements Linking {
	readonly asked: string[] = [];
	#view: LinkView = { kind: 'notLinked', end: null, failure: null };
	/** What it shows once it is asked to begin. */
	readonly #answers: ((way: LinkWay) => LinkView) | null;
	readonly #listeners = new Set<() => void>();

	constructor(answers: ((way: LinkWay) => LinkView) | null = null) {
		this.#answers = answers;
	}

	show(view: LinkView): void {
		this.#view = view;
		for (const listener of this.#listeners) listener();
	}

	view(): LinkView {
		return this.#view;
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	begin(way: LinkWay): void {
		this.asked.push(`begin ${way}`);
		this.show(this.#answers?.(way) ?? { kind: 'connecting', way });
	}

	cancel(): void {
		this.asked.push('cancel');
		this.show({ kind: 'notLinked', end: null, failure: null });
	}

	unlink(): Promise<void> {
		this.asked.push('unlink');
		return Promise.resolve();
	}
}
