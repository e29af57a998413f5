import type { ColumnType } from 'kysely';
import type { LookupNumberColumns } from './lookup.ts';

/** The tables of numbers, and of what their connections keep. */
export interface NumberTables {
	number: NumberTable;
	number_credential: NumberCredentialTable;
	counter: CounterTable;
	linked_key: LinkedKeyTable;
}

export interface NumberTable extends LookupNumberColumns {
	id: string;
	workspace_id: string;
	mode: string;
	phone: string | null;
	phone_number_id: string | null;
	business_account_id: string | null;
	label: string;
	number_group: string | null;
	time_zone: string | null;
	default_country: string | null;
	state: string;
	/** Messages per second that the other side accepts. */
	per_second: number;
	app_fingerprint: string | null;
	/** The pace that Meta accepts; `null` until it was asked again. */
	remote_per_second: number | null;
	/** By the name of a cap: until when it is not told again that it was reached. */
	caps_told_json: string | null;
	/** Since when a person has it paused. */
	paused_at: number | null;
	/** Whose phone it is: answers from it are theirs. `null` for nobody's. */
	owner_agent: ColumnType<string | null, string | null | undefined>;
	/** When somebody answers: `WeeklyHours[]`. `null` for always. */
	hours_json: ColumnType<string | null, string | null | undefined>;
	/** 0 if a resolved conversation is followed by a new one; `null` and 1 if it is opened again. */
	is_single: ColumnType<number | null, number | null | undefined>;
	/** Rises with every process that becomes the number's sender. */
	fence: number;
	/** The caps of its profile: `CapRules`. `null` for none. */
	caps_json: string | null;
	/** When it was linked; `null` for a Cloud API number. */
	linked_at: number | null;
	/** What bad signs have come to: `NumberHealth`. `null` if there never was one. */
	health_json: string | null;
	/** What its connection said last: `linked-number.ts`. */
	standing_json: string | null;
	/** When the phone of a linked number gave its last sign of life. */
	phone_seen_at: number | null;
	/** When a linked number was last known to be connected. */
	connected_at: number | null;
	/** Which day of a risk was told last; `null` while there is none. */
	risk_told_day: number | null;
	/** Links to its link page hold while they name this version. */
	link_version: ColumnType<number, number | undefined>;
	/** Before this time no message goes out that is no reply: the random gap after the last one. */
	next_start_at: number;
	/** The same for replies. */
	next_reply_at: number;
	created_at: number;
	updated_at: number;
}

/** What a credential of a number says: several may differ. */
export interface NumberCredentialTable {
	number_id: string;
	/** n8n's id of it; empty where there is none. */
	credential_id: string;
	/** Label, group, zone and country: written to the number when they change. */
	values_json: string;
	/** `CapRules`. */
	rules_json: string;
	/** The pace that it names itself. */
	per_second: number | null;
	/** Those in use say so every hour. */
	seen_at: number;
}

export interface CounterTable {
	phone_number_id: string;
	name: string;
	n: number;
	last_at: number;
}

/** What the connection of a linked number has to keep. */
export interface LinkedKeyTable {
	number_id: string;
	/** `creds`, `session`, …; `sent` for messages that may be asked for again, `upload` for files. */
	kind: string;
	id: string;
	/** Sealed. */
	value: string;
	at: number;
}
