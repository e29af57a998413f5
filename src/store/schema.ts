import type { ColumnType, Kysely } from 'kysely';
import type { EventType } from '../domain/event.ts';
import type { NewId } from '../domain/ids.ts';
import type { Locks } from './transaction/locks.ts';
import type { DeskTables } from './schema/desk.ts';
import type { LogTables } from './schema/log.ts';
import type { LookupTables } from './schema/lookup.ts';
import type { NumberLifeTables } from './schema/number-life.ts';
import type { NumberTables } from './schema/numbers.ts';
import type { OwnerTables } from './schema/owners.ts';
import type { PeopleTables } from './schema/people.ts';
import type { SendingTables } from './schema/sending.ts';
import type { TemplateTables } from './schema/templates.ts';

/**
 * The tables as Kysely sees them. Times are milliseconds since 1970, UTC; `…_json` columns hold
 * JSON text, so that both databases store and compare them alike.
 */
export interface Tables
	extends
		NumberTables,
		NumberLifeTables,
		PeopleTables,
		LogTables,
		SendingTables,
		TemplateTables,
		OwnerTables,
		DeskTables,
		LookupTables {
	workspace: WorkspaceTable;
	setting: SettingTable;
}

/** What every operation works with: one open transaction and a source of ids. */
export interface Tx {
	readonly db: Kysely<Tables>;
	readonly newId: NewId;
	/** Keeps other transactions off, where they run side by side. */
	readonly locks: Locks;
	/** Takes down which events were appended, for those who wait for some. */
	readonly told?: Set<EventType>;
}

export interface WorkspaceTable {
	id: string;
	key_salt: string | null;
	key_hash: string | null;
	/** The `seq` of the newest event. Incremented last in a transaction. */
	last_seq: number;
	/** What receiving must know of labels, SLA and waiting: `DeskRules`. `null` for the defaults. */
	desk_json: ColumnType<string | null, string | null | undefined>;
	created_at: number;
}

/** What a workspace has set for itself: `settings.ts`. What is unset has no row. */
export interface SettingTable {
	workspace_id: string;
	name: string;
	value_json: string;
	updated_at: number;
}
