/** Runs tasks one after another within a lane and side by side across lanes, so many at a time. */
export class Lanes {
	readonly #limit: number;
	readonly #patience: (end: Promise<void>) => Promise<void>;
	readonly #lanes = new Map<string, (() => Promise<void>)[]>();
	/** Lanes whose next task may run, the longest waiting first. */
	readonly #ready: string[] = [];
	#running = 0;
	#isClosed = false;

	/**
	 * @param limit how many tasks may run at once, at least 1
	 * @param patience resolves when a lane may go on although its task still runs; by default a lane
	 * waits for the end. The task keeps its place among those that run.
	 */
	constructor(limit: number, patience = (end: Promise<void>): Promise<void> => end) {
		this.#limit = Math.max(1, limit);
		this.#patience = patience;
	}

	/** Adds a task, which must not reject. */
	add(lane: string, task: () => Promise<void>): void {
		if (this.#isClosed) return;
		const queue = this.#lanes.get(lane);
		if (queue === undefined) {
			this.#lanes.set(lane, [task]);
			this.#ready.push(lane);
		} else {
			queue.push(task);
		}
		this.#next();
	}

	/** Begins nothing more. What runs is left running. */
	close(): void {
		this.#isClosed = true;
		this.#lanes.clear();
		this.#ready.length = 0;
	}

	#next(): void {
		while (this.#running < this.#limit && !this.#isClosed) {
			const lane = this.#ready.shift();
			if (lane === undefined) return;
			const task = this.#lanes.get(lane)?.[0];
			if (task === undefined) continue;
			this.#running += 1;
			const end = task().finally(() => {
				this.#running -= 1;
				this.#next();
			});
			void this.#patience(end).finally(() => this.#goOn(lane));
		}
	}

	#goOn(lane: string): void {
		const queue = this.#lanes.get(lane);
		queue?.shift();
		if (queue?.length === 0) this.#lanes.delete(lane);
		else if (queue !== undefined) this.#ready.push(lane);
		this.#next();
	}
}
