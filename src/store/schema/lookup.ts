import type { ColumnType } from 'kysely';

/** The tables of what the team knows of people beside WhatsApp. */
export interface LookupTables {
	contact_link: ContactLinkTable;
}

type Later<T> = ColumnType<T | null, T | null | undefined>;

/** What a contact has of it. */
export interface LookupColumns {
	/** The name that the team gave: it is shown in place of the one that WhatsApp tells. */
	given_name: Later<string>;
	/** As in `de` or `pt_BR`. */
	language: Later<string>;
	/** IANA name. */
	time_zone: Later<string>;
}

/** What a number has of it. */
export interface LookupNumberColumns {
	/** Who has the phone, or its SIM, if its owner leaves. */
	backup_owner: Later<string>;
	/** When somebody should look at it again. */
	review_at: Later<number>;
}

/** A record of another system that a contact is. One for each system and type. */
export interface ContactLinkTable {
	contact_id: string;
	/** `hubspot`, `pipedrive`, … */
	system: string;
	/** `contact`, `deal`, … */
	type: string;
	record_id: string;
	workspace_id: string;
	created_at: number;
}
