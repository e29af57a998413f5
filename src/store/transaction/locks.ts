/**
 * What an operation must have to itself, from here to the end of its transaction. An operation asks
 * before its first read, in the order of this list: then none reads what another is changing, and
 * two never wait for each other.
 */
export interface Locks {
	/**
	 * All that hangs on a number: its outbox, conversations and messages. Whoever changes a row of
	 * them that exists holds the number.
	 */
	number(numberId: string): Promise<void>;
	/** The same for the numbers of these rows of the outbox. */
	numbersOf(outboxIds: readonly string[]): Promise<void>;
	/** What the numbers of a portfolio may still send outside the window. */
	portfolio(portfolioId: string): Promise<void>;
	/** The log of a workspace and those who read it. */
	workspace(workspaceId: string): Promise<void>;
}

/** For a database whose writers come one after the other anyway, as SQLite's do. */
export const noLocks: Locks = {
	number: () => Promise.resolve(),
	numbersOf: () => Promise.resolve(),
	portfolio: () => Promise.resolve(),
	workspace: () => Promise.resolve(),
};
