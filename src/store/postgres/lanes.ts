/** Does tasks of one lane in the order in which they came, and lanes side by side. */
export class Lanes {
	readonly #last = new Map<string, Promise<unknown>>();

	/** Does a task once those before it in its lane have ended, however they ended. */
	run<T>(lane: string, task: () => Promise<T>): Promise<T> {
		const before = this.#last.get(lane) ?? Promise.resolve();
		const done = before.then(task, task);
		this.#last.set(lane, done);
		const end = (): void => {
			if (this.#last.get(lane) === done) this.#last.delete(lane);
		};
		done.then(end, end);
		return done;
	}
}
