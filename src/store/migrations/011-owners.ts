import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The members of the team, and who has had which conversation. */
export const owners: Migration = {
	async up(db: Kysely<unknown>): Promise<void> {
		const { schema } = db;
		await schema
			.createTable('agent')
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('email', 'text', (column) => column.notNull())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('role', 'text', (column) => column.notNull())
			.addColumn('availability', 'text', (column) => column.notNull())
			.addColumn('profile_json', 'text', (column) => column.notNull())
			.addColumn('turn', 'bigint', (column) => column.notNull())
			.addColumn('created_at', 'bigint', (column) => column.notNull())
			.addColumn('updated_at', 'bigint', (column) => column.notNull())
			.addPrimaryKeyConstraint('agent_pk', ['workspace_id', 'email'])
			.execute();
		await schema
			.createTable('assignment')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('workspace_id', 'text', (column) => column.notNull())
			.addColumn('conversation_id', 'text', (column) => column.notNull())
			.addColumn('version', 'integer', (column) => column.notNull())
			.addColumn('from_agent', 'text')
			.addColumn('to_agent', 'text')
			.addColumn('by', 'text', (column) => column.notNull())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('reason', 'text')
			.addColumn('handoff_note', 'text')
			.addColumn('at', 'bigint', (column) => column.notNull())
			.execute();
		await schema
			.createIndex('assignment_of')
			.on('assignment')
			.columns(['conversation_id', 'version'])
			.execute();
		// How many somebody was given lately.
		await schema
			.createIndex('assignment_to')
			.on('assignment')
			.columns(['workspace_id', 'to_agent', 'at'])
			.execute();
		// How many somebody has.
		await schema
			.createIndex('conversation_owned')
			.on('conversation')
			.columns(['workspace_id', 'owner', 'status', 'number_id'])
			.execute();
	},
};
