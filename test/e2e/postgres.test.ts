import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describePostgres } from '../postgres/describe-postgres.ts';
import { PASSWORD, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { answersTo, itemsOf, textsReceived } from './support/conversation.ts';
import { ANA, echo, publish, SEND, startTeam, type Team } from './support/team.ts';
import type { StoredWorkflow } from './support/rest.ts';

describePostgres('n8n on PostgreSQL', () => {
	let postgres: PostgresServer | undefined;
	let team: Team;
	let workflow: StoredWorkflow;
	const passwordFile = path.join(tmpdir(), `team-password-${process.pid}`);

	beforeAll(async () => {
		postgres = await startPostgres();
		await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
		team = await startTeam({
			name: 'postgres',
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(postgres.port),
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_USER: 'postgres',
				DB_POSTGRESDB_PASSWORD_FILE: passwordFile,
				DB_POSTGRESDB_SCHEMA: 'public',
			},
		});
		workflow = await publish(team, echo(team));
	});

	afterAll(async () => {
		await team?.close();
		await postgres?.close();
		await rm(passwordFile, { force: true });
	});

	/** Asks the database as nobody of n8n's would. */
	async function look(text: string): Promise<readonly Record<string, unknown>[]> {
		const client = new pg.Client({ connectionString: postgres?.url() });
		await client.connect();
		try {
			return (await client.query<Record<string, unknown>>(text)).rows;
		} finally {
			await client.end();
		}
	}

	const executions = (count: number) => team.n8n.rest.executions.waitFor(workflow.id, { count });

	test('a message comes in, its answer goes out, and both are in a schema of our own', async () => {
		await team.meta.customerWrites({ customer: ANA, text: 'Hello' });
		const [execution] = await executions(1);

		expect(itemsOf(execution, SEND)).toMatchObject([{ verdict: 'sent' }]);
		expect(await answersTo(team, ANA)).toEqual(['You said: Hello']);
		expect(
			await look('select direction, text from whatsapp_team.message order by created_at'),
		).toEqual([
			{ direction: 'in', text: 'Hello' },
			{ direction: 'out', text: 'You said: Hello' },
		]);
		expect(await look('select state from whatsapp_team.outbox')).toEqual([{ state: 'sent' }]);
		expect(existsSync(path.join(team.n8n.userFolder, '.n8n/whatsapp-team/inbox.db'))).toBe(
			false,
		);
	});

	test('goes on after n8n was restarted', async () => {
		await team.n8n.restart();
		await team.meta.customerWrites({ customer: ANA, text: 'Again' });
		const runs = await executions(2);

		expect(textsReceived(runs)).toEqual(['Hello', 'Again']);
		expect(await answersTo(team, ANA)).toEqual(['You said: Hello', 'You said: Again']);
	});

	test('goes on after PostgreSQL was restarted', async () => {
		await team.meta.changeSettings({ webhookRetryDelaysMs: [300], webhookMaxAttempts: 200 });
		const answer = 'You said: And now?';
		await postgres?.stop();
		await team.meta.customerWrites({ customer: ANA, text: 'And now?' });
		await team.meta.waitFor((log) =>
			log.some((entry) => entry.kind === 'webhook' && entry.outcome === 'willRetry'),
		);
		await postgres?.start();
		await team.meta.waitFor(
			(log) => log.some((entry) => entry.kind === 'accepted' && entry.body === answer),
			// n8n itself takes its time to see that its database is back.
			{ timeoutMs: 60_000 },
		);
		const runs = await executions(3);

		expect(textsReceived(runs)).toEqual(['Hello', 'Again', 'And now?']);
		expect((await answersTo(team, ANA)).at(-1)).toBe(answer);
		expect(team.n8n.log()).not.toContain(PASSWORD);
	});
});
