import { setImmediate } from 'node:timers/promises';
import pg, { type Client } from 'pg';
import type { Clock } from '../../../../src/ports/clock.ts';
import { openPostgresStore, type PostgresStore } from '../../../../src/store/postgres/open.ts';
import { PASSWORD, startPostgres, type PostgresServer } from '../../../postgres/server.ts';

/** A clock that stands still: leases are renewed only where a test turns one by hand. */
export const stillClock: Clock = {
	now: () => 0,
	sleep: (_, signal) =>
		new Promise((resolve) =>
			signal?.addEventListener('abort', () => resolve(), { once: true }),
		),
};

/** A PostgreSQL as tests use it. */
export interface TestPostgres {
	readonly server: PostgresServer;
	/** Opens the store in a schema of this name. */
	open(schema: string): Promise<PostgresStore>;
	/** Looks into the database as nobody of the store's would. */
	look<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
	/** The schema that a workspace is in. */
	schemaOf(workspaceId: string): Promise<string>;
	/**
	 * Calls while another transaction holds what it has changed, and commits that one as soon as the
	 * call waits for it.
	 */
	meanwhile<T>(schema: string, changes: string, call: () => Promise<T>): Promise<T>;
}

/** Starts a PostgreSQL before the tests of the surrounding `describe` and removes it after. */
export function usePostgres(): TestPostgres {
	let server: PostgresServer | null = null;
	const running = (): PostgresServer => {
		if (server === null) throw new Error('PostgreSQL runs only while tests run');
		return server;
	};
	beforeAll(async () => {
		server = await startPostgres();
	}, 90_000);
	afterAll(async () => {
		await server?.close();
	});
	const connected = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
		const client = new pg.Client({ connectionString: running().url() });
		await client.connect();
		try {
			return await work(client);
		} finally {
			await client.end();
		}
	};
	const look: TestPostgres['look'] = (text, values = []) =>
		connected(async (client) => (await client.query<never>(text, values)).rows);
	return {
		get server() {
			return running();
		},
		look,
		open: (schema) =>
			openPostgresStore({ address: { url: running().url() }, schema }, { clock: stillClock }),
		async schemaOf(workspaceId) {
			const schemas = await look<{ name: string }>(
				`select schemaname as name from pg_tables where tablename = 'workspace'`,
			);
			for (const { name } of schemas) {
				const text = `select 1 from "${name}".workspace where id = $1`;
				if ((await look(text, [workspaceId])).length > 0) return name;
			}
			throw new Error('No schema has this workspace');
		},
		meanwhile: (schema, changes, call) =>
			connected(async (client) => {
				await client.query(`begin; set local search_path to "${schema}"; ${changes}`);
				const called = call();
				// Reported below; unheard until then.
				called.catch(() => undefined);
				while ((await look(WAITING)).length === 0) await setImmediate();
				await client.query('commit');
				return await called;
			}),
	};
}

/** Who waits for somebody else's lock. */
const WAITING = `select 1 from pg_stat_activity
	where wait_event_type = 'Lock' and application_name = 'n8n-nodes-whatsapp-team'`;

/** Where in an error, and all that hangs on it, a password is seen. */
export function secretsIn(error: unknown): readonly string[] {
	if (!(error instanceof Error)) throw new Error('No error was thrown');
	const { name, message, stack = '', cause, ...more } = error;
	const all = [name, message, stack, JSON.stringify(more), JSON.stringify(cause)];
	const secrets = [PASSWORD, encodeURIComponent(PASSWORD), 'other$ecret'];
	return all.filter((text) => secrets.some((secret) => text?.includes(secret)));
}

/** Looks again and again, without a pause. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isTrue())) await setImmediate();
}
