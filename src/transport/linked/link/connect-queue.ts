/** How many numbers connect at the same time. A login costs the event loop some 30 ms. */
const AT_ONCE = 3;

/**
 * Lets a few numbers of this process connect at a time: after an outage all of them come back, and
 * the workflows of n8n run in the same loop.
 */
export class ConnectQueue {
	readonly #most: number;
	readonly #waiting: (() => void)[] = [];
	#inside = 0;

	/** @param most how many may connect at once. Default: 3 */
	constructor(most = AT_ONCE) {
		this.#most = most;
	}

	/**
	 * Resolves when it is this number's turn, or at once when the signal is aborted.
	 *
	 * @returns ends the turn; safe to call twice
	 */
	async enter(signal: AbortSignal): Promise<() => void> {
		if (this.#inside < this.#most) this.#inside += 1;
		else if (!(await this.#isLetIn(signal))) return () => undefined;
		let isOver = false;
		return () => {
			if (isOver) return;
			isOver = true;
			const next = this.#waiting.shift();
			if (next === undefined) this.#inside -= 1;
			else next();
		};
	}

	/** @returns whether somebody has left the place to us; otherwise it was not waited for any longer */
	#isLetIn(signal: AbortSignal): Promise<boolean> {
		if (signal.aborted) return Promise.resolve(false);
		return new Promise((resolve) => {
			const enter = (): void => {
				signal.removeEventListener('abort', giveUp);
				resolve(true);
			};
			const giveUp = (): void => {
				this.#waiting.splice(this.#waiting.indexOf(enter), 1);
				resolve(false);
			};
			this.#waiting.push(enter);
			signal.addEventListener('abort', giveUp, { once: true });
		});
	}
}
