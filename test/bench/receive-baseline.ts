import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { built } from './built.ts';
import type { openSqliteStore as Open } from '../../src/store/sqlite/open.ts';

/**
 * The floor under `receive`: the same rows written by prepared statements in this thread, one
 * transaction and one commit at FULL each, without parsing, signatures, events in other threads
 * or anybody who waits.
 */
export async function openBaseline(): Promise<{
	write(n: number): void;
	close(): Promise<void>;
}> {
	const folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-team-bench-raw-'));
	const file = path.join(folder, 'inbox.db');
	const store = await built<{ openSqliteStore: typeof Open }>(
		'store/sqlite/open',
	).openSqliteStore(file);
	await store.openWorkspace({ workspaceId: 'default', keySalt: null, keyHash: null, now: 1 });
	await store.close();
	const db = new DatabaseSync(file);
	db.exec('pragma synchronous = full');
	const statements = {
		findKey: db.prepare(
			'select k.contact_id, c.name from contact_key k join contact c on c.id = k.contact_id where k.workspace_id = ? and k.type = ? and k.value = ?',
		),
		contact: db.prepare(
			'insert into contact (id, workspace_id, name, created_at, updated_at) values (?, ?, ?, ?, ?)',
		),
		key: db.prepare(
			'insert into contact_key (workspace_id, type, value, contact_id, created_at) values (?, ?, ?, ?, ?) on conflict do nothing',
		),
		conversation: db.prepare(
			"insert into conversation (id, workspace_id, number_id, contact_id, status, labels_json, pace_debt, created_at) values (?, ?, 'n', ?, 'open', '[]', 0, ?) on conflict do nothing returning id",
		),
		findConversation: db.prepare(
			"select id from conversation where number_id = 'n' and contact_id = ?",
		),
		message: db.prepare(
			"insert into message (id, workspace_id, number_id, contact_id, conversation_id, direction, origin, provider_id, type, text, raw_json, sent_at, created_at) values (?, ?, 'n', ?, ?, 'in', 'customer', ?, 'text', ?, ?, ?, ?) on conflict do nothing returning id",
		),
		readConversation: db.prepare(
			'select first_inbound_at, last_inbound_at, last_outbound_at, waiting_since, window_expires_at from conversation where id = ?',
		),
		note: db.prepare(
			'update conversation set first_inbound_at = ?, last_inbound_at = ?, waiting_since = ?, window_expires_at = ? where id = ?',
		),
		seq: db.prepare(
			'update workspace set last_seq = last_seq + 1 where id = ? returning last_seq',
		),
		event: db.prepare(
			"insert into event (id, workspace_id, seq, type, at, actor, number_id, conversation_id, contact_id, message_id, data_json) values (?, ?, ?, 'message.received', ?, 'customer', 'n', ?, ?, ?, '{}')",
		),
	};
	return {
		write(n) {
			const now = Date.now();
			const phone = `+49151${String(1_000_000 + (n % 5_000))}`;
			db.exec('begin immediate');
			const known = statements.findKey.get('default', 'phone', phone);
			const contact = (known?.['contact_id'] as string | undefined) ?? randomUUID();
			if (known === undefined) {
				statements.contact.run(contact, 'default', `Customer ${n % 5_000}`, now, now);
				statements.key.run('default', 'phone', phone, contact, now);
			}
			const made = statements.conversation.get(randomUUID(), 'default', contact, now);
			const conversation = (made ?? statements.findConversation.get(contact))?.[
				'id'
			] as string;
			const message = randomUUID();
			const text = `Message number ${n}: where is my order?`;
			statements.message.get(
				message,
				'default',
				contact,
				conversation,
				`wamid.${n}`,
				text,
				JSON.stringify({ from: phone, id: n, text: { body: text } }),
				now,
				now,
			);
			statements.readConversation.get(conversation);
			statements.note.run(now, now, now, now, conversation);
			const seq = statements.seq.get('default')?.['last_seq'] as number;
			statements.event.run(randomUUID(), 'default', seq, now, conversation, contact, message);
			db.exec('commit');
		},
		async close() {
			db.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
