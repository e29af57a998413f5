import type { ColumnType } from 'kysely';
import type { DeskColumns } from './desk.ts';
import type { LookupColumns } from './lookup.ts';

/** The tables of people and of the conversations with them. */
export interface PeopleTables {
	contact: ContactTable;
	contact_key: ContactKeyTable;
	conversation: ConversationTable;
	conversation_label: ConversationLabelTable;
}

export interface ContactTable extends LookupColumns {
	id: string;
	workspace_id: string;
	name: string | null;
	/** The contact that this one turned out to be. Never one that was itself merged. */
	merged_into: string | null;
	/** `in` or `out`; `null` if nothing is known. */
	marketing: string | null;
	/** How that became known: `word`, `meta`, `node`. */
	marketing_source: string | null;
	marketing_at: number | null;
	/** Before this time Meta spares them marketing (131049). */
	marketing_held_until: number | null;
	/** When all that was known of the person was deleted; the row stays for those who name it. */
	erased_at: number | null;
	created_at: number;
	updated_at: number;
}

export interface ContactKeyTable {
	workspace_id: string;
	type: string;
	value: string;
	contact_id: string;
	/** When it was last news: of several of one type the newest is the present one. */
	created_at: number;
}

export interface ConversationTable extends DeskColumns {
	id: string;
	workspace_id: string;
	number_id: string;
	contact_id: string;
	status: string;
	owner: string | null;
	labels_json: string;
	priority: string | null;
	first_inbound_at: number | null;
	last_inbound_at: number | null;
	last_outbound_at: number | null;
	/** The oldest message of the customer that nobody has answered. */
	waiting_since: number | null;
	window_expires_at: number | null;
	/** When a message was first claimed for it. */
	opened_at: number | null;
	/** When the newest reply was stored, and the newest message claimed: `replies.ts`. */
	replied_at: number | null;
	claimed_at: number | null;
	/** Debt of the recipient's pace: `domain/recipient-pace.ts`. */
	pace_debt: number;
	/** The conversation that took this one's messages when their contacts were merged. */
	merged_into: string | null;
	/** When a newer conversation of the same number and contact began; `null` while it is the newest. */
	succeeded_at: ColumnType<number | null, number | null | undefined>;
	/** Rises whenever the owner changes: who acts on an older one has lost. */
	owner_version: ColumnType<number, number | undefined>;
	/** Since when the owner has it; `null` without one. */
	owned_at: ColumnType<number | null, number | null | undefined>;
	team: ColumnType<string | null, string | null | undefined>;
	/** Since when it is open and nobody's; `null` while it is neither. */
	unowned_since: ColumnType<number | null, number | null | undefined>;
	snoozed_until: ColumnType<number | null, number | null | undefined>;
	resolved_at: ColumnType<number | null, number | null | undefined>;
	/** How it ended, in the words of whoever resolved it. */
	outcome: ColumnType<string | null, string | null | undefined>;
	created_at: number;
}

/** The labels of conversations, beside `labels_json`, so that they can be searched for. */
export interface ConversationLabelTable {
	conversation_id: string;
	label: string;
	workspace_id: string;
	added_at: number;
}
