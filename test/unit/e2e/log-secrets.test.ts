import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { deriveKeys } from '../../../src/runtime/credential/keys.ts';
import { leaksIn, secretsIn } from '../../e2e/support/log-secrets.ts';
import { describePostgres } from '../../postgres/describe-postgres.ts';
import { PASSWORD, startPostgres } from '../../postgres/server.ts';

const KEY = 'key of n8n';
const PRIVATE = Buffer.alloc(32, 0xa7);

const SEALED = deriveKeys(KEY).linked.close(
	JSON.stringify({ private: PRIVATE.toString('base64') }),
	'n1 pre-key 7',
);
const BOOK = `
	create table message (id text, text text);
	create table outbox (id text, content_json text);
	create table linked_key (number_id text, kind text, id text, value text);
	insert into message values ('m1', 'Where is my "order"?'), ('m2', 'Hello'), ('m3', null);
	insert into outbox values ('o1', '{"type":"text","text":"It is on its way."}');
	insert into linked_key values ('n1', 'pre-key', '7', '${SEALED}');
`;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'log-secrets-'));
	mkdirSync(path.join(folder, '.n8n/whatsapp-team'), { recursive: true });
	const database = new DatabaseSync(path.join(folder, '.n8n/whatsapp-team/inbox.db'));
	database.exec(BOOK);
	database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function leaks(log: string, env = {}): Promise<readonly string[]> {
	const file = path.join(folder, 'n8n.log');
	writeFileSync(file, log);
	return leaksIn(file, await secretsIn(folder, KEY, env));
}

it.each([
	['a text', 'got Where is my "order"? from', ['message m1']],
	['a text within JSON', '{"text":"Where is my \\"order\\"?"}', ['message m1']],
	['what was to be sent', 'sending It is on its way.', ['message o1 of the outbox']],
	['a key', `{"private":"${PRIVATE.toString('base64')}"}`, ['key pre-key']],
	['a key in hex', PRIVATE.toString('hex'), ['key pre-key']],
	[
		'a key as Node prints bytes',
		`${PRIVATE.toString('hex').match(/../g)?.join(' ')}`,
		['key pre-key'],
	],
])('finds %s', async (_what, log, found) => {
	expect(await leaks(log)).toEqual(found);
});

it('finds nothing where nothing is', async () => {
	expect(await leaks('Hello, linked number is ready, 1 message sent')).toEqual([]);
	const secrets = await secretsIn(folder, KEY, {});
	expect(leaksIn(path.join(folder, 'none.log'), secrets)).toEqual([]);
	expect(await secretsIn(path.join(folder, 'elsewhere'), KEY, {})).toEqual([]);
});

describePostgres('of an n8n on PostgreSQL', () => {
	it('looks for what is in its schema, not in a file', async () => {
		rmSync(path.join(folder, '.n8n/whatsapp-team'), { recursive: true });
		const passwordFile = path.join(folder, 'password');
		writeFileSync(passwordFile, PASSWORD);
		const postgres = await startPostgres();
		const client = new pg.Client({ connectionString: postgres.url() });
		await client.connect();
		await client.query(
			`create schema whatsapp_team; set search_path to whatsapp_team; ${BOOK}`,
		);
		await client.end();

		const found = await leaks(`It is on its way. ${PRIVATE.toString('hex')}`, {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'postgres',
			DB_POSTGRESDB_PASSWORD_FILE: passwordFile,
		});
		await postgres.close();

		expect(found).toEqual(['message o1 of the outbox', 'key pre-key']);
	}, 30_000);
});
