/** Evaluates expressions that a user wrote, in JSONata (https://docs.jsonata.org/). */
export interface Expressions {
	/**
	 * What an expression makes of something.
	 *
	 * @param expression as the user wrote it
	 * @param input plain data
	 * @returns plain data; `undefined` for nothing
	 * @throws TeamError `invalidInput` with what is wrong with the expression, or that it takes too
	 * long or too much; never with what it was about
	 */
	evaluate(expression: string, input: unknown): Promise<unknown>;
	/** Ends the thread. Safe to call twice; the next call starts a new one. */
	close(): Promise<void>;
}
