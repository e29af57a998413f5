import { setTimeout as pause } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';

/** How long a server that went away is asked, in ms: a restart is over by then. */
const PATIENCE_MS = 10_000;

const PAUSE_MS = 200;

/**
 * Asks the server what became of a transaction whose connection broke at the commit.
 *
 * @returns `null` if it cannot be known
 */
export async function fateOf(
	transactionId: string,
	connection: ClientConfig,
): Promise<'committed' | 'aborted' | null> {
	const deadline = performance.now() + PATIENCE_MS;
	do {
		const fate = await ask(transactionId, connection);
		if (fate === 'committed' || fate === 'aborted') return fate;
		await pause(PAUSE_MS);
	} while (performance.now() < deadline);
	return null;
}

async function ask(transactionId: string, connection: ClientConfig): Promise<unknown> {
	// Not from the pool: all of its connections may be waiting for an answer to this.
	const client = new pg.Client({ ...connection, query_timeout: 5_000 });
	client.on('error', () => undefined);
	try {
		await client.connect();
		const { rows } = await client.query<{ fate: string | null }>(
			'select txid_status($1::bigint) as fate',
			[transactionId],
		);
		return rows[0]?.fate;
	} catch {
		return undefined;
	} finally {
		await client.end().catch(() => undefined);
	}
}
