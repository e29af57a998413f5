import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deriveKeys } from '../../../src/runtime/keys.ts';
import { leaksIn, secretsIn } from '../../e2e/support/log-secrets.ts';

const KEY = 'key of n8n';
const PRIVATE = Buffer.alloc(32, 0xa7);

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'log-secrets-'));
	mkdirSync(path.join(folder, '.n8n/whatsapp-team'), { recursive: true });
	const database = new DatabaseSync(path.join(folder, '.n8n/whatsapp-team/inbox.db'));
	database.exec(`
		create table message (id, text);
		create table outbox (id, content_json);
		create table linked_key (number_id, kind, id, value);
		insert into message values ('m1', 'Where is my "order"?'), ('m2', 'Hello'), ('m3', null);
		insert into outbox values ('o1', '{"type":"text","text":"It is on its way."}');
	`);
	const value = JSON.stringify({ private: PRIVATE.toString('base64') });
	const sealed = deriveKeys(KEY).linked.close(value, 'n1 pre-key 7');
	const insert = database.prepare('insert into linked_key values (?, ?, ?, ?)');
	insert.run('n1', 'pre-key', '7', sealed);
	database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leaks(log: string): readonly string[] {
	const file = path.join(folder, 'n8n.log');
	writeFileSync(file, log);
	return leaksIn(file, secretsIn(folder, KEY));
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
])('finds %s', (_what, log, found) => {
	expect(leaks(log)).toEqual(found);
});

it('finds nothing where nothing is', () => {
	expect(leaks('Hello, linked number is ready, 1 message sent')).toEqual([]);
	expect(leaksIn(path.join(folder, 'none.log'), secretsIn(folder, KEY))).toEqual([]);
	expect(secretsIn(path.join(folder, 'elsewhere'), KEY)).toEqual([]);
});
