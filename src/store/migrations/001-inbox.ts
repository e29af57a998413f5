import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Numbers, contacts, conversations, messages, the log, who reads it, and the outbox. */
export const inbox: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('workspace')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('key_salt', 'text')
			.addColumn('key_hash', 'text')
			.addColumn('last_seq', 'bigint', (column) => column.notNull().defaultTo(0))
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createTable('number')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('mode', 'text', (column) => column.notNull())
			.addColumn('phone', 'text', (column) => column.unique())
			.addColumn('phone_number_id', 'text', (column) => column.unique())
			.addColumn('business_account_id', 'text')
			.addColumn('label', 'text', (column) => column.notNull())
			.addColumn('number_group', 'text')
			.addColumn('time_zone', 'text')
			.addColumn('default_country', 'text')
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('per_second', 'integer', (column) => column.notNull())
			.addColumn('app_fingerprint', 'text')
			.addColumn('fence', 'bigint', (column) => column.notNull().defaultTo(0))
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createTable('contact')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('name', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createTable('contact_key')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('value', 'text', (column) => column.notNull())
			.addColumn('contact_id', 'text', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('contact_key_pk', ['workspace_id', 'type', 'value'])
			.execute();
		await schema
			.createIndex('contact_key_contact')
			.on('contact_key')
			.column('contact_id')
			.execute();
		await schema
			.createTable('conversation')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('contact_id', 'text', (column) => column.notNull())
			.addColumn('status', 'text', (column) => column.notNull())
			.addColumn('owner', 'text')
			.addColumn('labels_json', 'text', (column) => column.notNull())
			.addColumn('priority', 'text')
			.addColumn('first_inbound_at', 'bigint')
			.addColumn('last_inbound_at', 'bigint')
			.addColumn('last_outbound_at', 'bigint')
			.addColumn('waiting_since', 'bigint')
			.addColumn('window_expires_at', 'bigint')
			.addColumn('pace_debt', 'bigint', (column) => column.notNull().defaultTo(0))
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addUniqueConstraint('conversation_pair', ['number_id', 'contact_id'])
			.execute();
		await schema
			.createTable('message')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('contact_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('direction', 'text', (column) => column.notNull())
			.addColumn('origin', 'text', (column) => column.notNull())
			.addColumn('provider_id', 'text')
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('text', 'text')
			.addColumn('raw_json', 'text')
			.addColumn('reply_to', 'text')
			.addColumn('sent_at', 'bigint', (column) => column.notNull())
			.addColumn('status', 'text')
			.addColumn('status_at', 'bigint')
			.addColumn('failure_json', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addUniqueConstraint('message_identity', [
				'number_id',
				'provider_id',
				'direction',
				'contact_id',
			])
			.execute();
		await schema
			.createIndex('message_conversation')
			.on('message')
			.columns(['conversation_id', 'sent_at'])
			.execute();
		await schema
			.createTable('event')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('seq', 'bigint', (column) => column.notNull())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addColumn('actor', 'text', (column) => column.notNull())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('contact_id', 'text', (column) => column.notNull())
			.addColumn('message_id', 'text', (column) => column.notNull())
			.addColumn('data_json', 'text', (column) => column.notNull())
			.addColumn('cause', 'text')
			.addUniqueConstraint('event_seq', ['workspace_id', 'seq'])
			.execute();
		await schema
			.createTable('receiver')
			.addColumn('webhook_id', 'text', (column) => column.notNull())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('phone_number_id', 'text', (column) => column.notNull())
			.addColumn('workflow_id', 'text', (column) => column.notNull())
			.addColumn('url', 'text', (column) => column.notNull())
			.addColumn('mode', 'text', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('removed_at', 'bigint')
			.addPrimaryKeyConstraint('receiver_pk', ['webhook_id', 'mode'])
			.execute();
		await schema
			.createTable('cursor')
			.addColumn('consumer', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('position', 'bigint', (column) => column.notNull())
			.addColumn('read_at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createTable('delivery')
			.addColumn('consumer', 'text', (column) => column.notNull())
			.addColumn('event_id', 'text', (column) => column.notNull())
			.addColumn('seq', 'bigint', (column) => column.notNull())
			.addColumn('attempt', 'integer', (column) => column.notNull())
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('delivery_pk', ['consumer', 'event_id'])
			.execute();
		await schema
			.createTable('outbox')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('number_id', 'text', (column) => column.notNull())
			.addColumn('contact_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('idempotency_key', 'text')
			.addColumn('content_json', 'text', (column) => column.notNull())
			.addColumn('category', 'text', (column) => column.notNull())
			.addColumn('priority', 'integer', (column) => column.notNull())
			.addColumn('reply_to', 'text')
			.addColumn('state', 'text', (column) => column.notNull())
			.addColumn('reason', 'text')
			.addColumn('not_before', 'bigint', (column) => column.notNull())
			.addColumn('expires_at', 'bigint', (column) => column.notNull())
			.addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
			.addColumn('fence', 'bigint')
			.addColumn('handed_at', 'bigint')
			.addColumn('settled_at', 'bigint')
			.addColumn('failure_json', 'text')
			.addColumn('cause', 'text')
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addUniqueConstraint('outbox_key', ['workspace_id', 'idempotency_key'])
			.execute();
		await schema
			.createIndex('outbox_due')
			.on('outbox')
			.columns(['number_id', 'priority', 'not_before', 'id'])
			.where('state' as never, '=', 'queued')
			.execute();
		await schema
			.createIndex('outbox_expiry')
			.on('outbox')
			.columns(['number_id', 'expires_at'])
			.where('state' as never, '=', 'queued')
			.execute();
		await schema
			.createIndex('outbox_open')
			.on('outbox')
			.columns(['conversation_id', 'state'])
			.where('state' as never, 'in', ['queued', 'handing'])
			.execute();
		await schema
			.createTable('counter')
			.addColumn('phone_number_id', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('n', 'bigint', (column) => column.notNull())
			.addColumn('last_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('counter_pk', ['phone_number_id', 'name'])
			.execute();
	},
};
