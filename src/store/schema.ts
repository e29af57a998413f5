import type { ColumnType, Kysely } from 'kysely';
import type { NewId } from '../domain/ids.ts';
import type { Locks } from './locks.ts';
import type { OwnerTables } from './schema-owners.ts';
import type { DeskColumns, DeskTables } from './schema-desk.ts';
import type { LookupColumns, LookupNumberColumns, LookupTables } from './schema-lookup.ts';
import type { NumberLifeTables } from './schema-number-life.ts';

/**
 * The tables as Kysely sees them. Times are milliseconds since 1970, UTC; `…_json` columns hold
 * JSON text, so that both databases store and compare them alike.
 */
export interface Tables extends OwnerTables, DeskTables, LookupTables, NumberLifeTables {
	workspace: WorkspaceTable;
	setting: SettingTable;
	number: NumberTable;
	number_credential: NumberCredentialTable;
	contact: ContactTable;
	contact_key: ContactKeyTable;
	conversation: ConversationTable;
	message: MessageTable;
	event: EventTable;
	receiver: ReceiverTable;
	cursor: CursorTable;
	delivery: DeliveryTable;
	outbox: OutboxTable;
	wait: WaitTable;
	ledger: LedgerTable;
	counter: CounterTable;
	linked_key: LinkedKeyTable;
	template: TemplateTable;
	template_account: TemplateAccountTable;
	conversation_label: ConversationLabelTable;
}

/** What every operation works with: one open transaction and a source of ids. */
export interface Tx {
	readonly db: Kysely<Tables>;
	readonly newId: NewId;
	/** Keeps other transactions off, where they run side by side. */
	readonly locks: Locks;
}

interface WorkspaceTable {
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
interface SettingTable {
	workspace_id: string;
	name: string;
	value_json: string;
	updated_at: number;
}

interface NumberTable extends LookupNumberColumns {
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
interface NumberCredentialTable {
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

interface ContactKeyTable {
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

/** For an outgoing message, `id` is the id of its row in the outbox. */
export interface MessageTable {
	id: string;
	workspace_id: string;
	number_id: string;
	contact_id: string;
	conversation_id: string;
	direction: string;
	origin: string;
	/** Unknown (`null`) while nobody knows whether WhatsApp took the message. */
	provider_id: string | null;
	type: string;
	text: string | null;
	/** What it carries besides the text: `content.ts`. `null` for a plain text. */
	content_json: string | null;
	raw_json: string | null;
	reply_to: string | null;
	sent_at: number;
	edited_at: number | null;
	deleted_at: number | null;
	status: string | null;
	status_at: number | null;
	failure_json: string | null;
	/** What Meta charges an outgoing message as. */
	pricing_category: string | null;
	conversation_origin: string | null;
	/** The key of its words: given by the database, `013-lookup`. `null` without a text. */
	text_row: ColumnType<number | null, never, never>;
	created_at: number;
}

export interface EventTable {
	id: string;
	workspace_id: string;
	seq: number;
	type: string;
	at: number;
	actor: string;
	number_id: string;
	conversation_id: string;
	contact_id: string;
	message_id: string;
	/** Changed fields and flags; no text, names or addresses. */
	data_json: string;
	cause: string | null;
}

interface ReceiverTable {
	webhook_id: string;
	workspace_id: string;
	phone_number_id: string;
	workflow_id: string;
	url: string;
	mode: string;
	created_at: number;
	/** Kept after it went, so that an address of ours is still known as ours. */
	removed_at: number | null;
}

interface CursorTable {
	consumer: string;
	workspace_id: string;
	/** Every event up to this `seq` is settled. */
	position: number;
	read_at: number;
}

interface DeliveryTable {
	consumer: string;
	event_id: string;
	seq: number;
	attempt: number;
	state: string;
	at: number;
}

/** A message that was claimed, for as long as caps look back. */
export interface LedgerTable {
	/** Outbox id and attempt: each time a message is handed over counts. */
	id: string;
	outbox_id: string;
	workspace_id: string;
	number_id: string;
	conversation_id: string;
	at: number;
	/** 0 or 1, as the next two: what it was to the caps when it was claimed. */
	is_internal: number;
	is_reply: number;
	is_new_chat: number;
	body_hash: string | null;
	/** 1 if it turned out that it reached nobody. */
	is_undelivered: number | null;
	/** The contact, if Meta counts it towards the portfolio's limit: the window was closed. */
	outside_to: ColumnType<string | null, string | null | undefined>;
}

/** A message on its way out. `id` sorts in the order of enqueuing. */
export interface OutboxTable {
	id: string;
	workspace_id: string;
	number_id: string;
	contact_id: string;
	conversation_id: string;
	/** Taken off a row that ended without leaving when the same key tries again. */
	idempotency_key: string | null;
	content_json: string;
	/** As what it goes where the window is closed: its category then. `null` for free text alone. */
	beyond_window: ColumnType<string | null, string | null | undefined>;
	/** The template that goes in place of the content where the window is closed. */
	fallback_json: ColumnType<string | null, string | null | undefined>;
	/** 1 if it was handed over last with that template. */
	used_fallback: ColumnType<number | null, number | null | undefined>;
	category: string;
	/** Lower goes first. */
	priority: number;
	reply_to: string | null;
	/** "Send Only If", evaluated at the claim: `SendCondition[]`. */
	conditions_json: string | null;
	sequence: string | null;
	step: string | null;
	/** `warn` or `block`; `null` for none. */
	owner_guard: string | null;
	/** In whose name it goes. */
	acting_agent: string | null;
	/** Stands for the text, so that the same one is seen again. */
	body_hash: string | null;
	state: string;
	reason: string | null;
	not_before: number;
	expires_at: number;
	attempts: number;
	/** The {@link NumberTable.fence} of the process that handed it over. */
	fence: number | null;
	handed_at: number | null;
	settled_at: number | null;
	failure_json: string | null;
	cause: string | null;
	created_at: number;
}

/** A run that waits for the reply to a message, and who that was. */
export interface WaitTable {
	outbox_id: string;
	workspace_id: string;
	conversation_id: string;
	run: string;
	workflow_id: string;
	parent_workflow_id: string | null;
	is_test: number;
	/** Where the run is told to go on; sealed. */
	address: string;
	within_ms: number;
	/** `armed`; `replied` or `ended` until the run has gone on; then `resumed`, or `gone` for good. */
	state: string;
	ending: string | null;
	reply_message_id: string | null;
	reply_event_id: string | null;
	/** When the run asked what it goes on with: nobody else was told to since. */
	called_at: number | null;
	created_at: number;
	settled_at: number | null;
}

/** A template of an account, as Meta told it last. */
export interface TemplateTable {
	workspace_id: string;
	/** The WhatsApp business account. */
	account_id: string;
	id: string;
	name: string;
	language: string;
	/** `Template` of the domain. */
	template_json: string;
	/** When it was edited from here while it was approved; times of the last 30 days. */
	edits_json: string;
	/** When it was written; a look at the whole account may be newer. */
	seen_at: number;
}

/** Whose templates are looked at now and then. */
export interface TemplateAccountTable {
	workspace_id: string;
	id: string;
	/** When all its templates were seen last; `null` if never. */
	looked_at: ColumnType<number | null, number | null | undefined>;
	/** Before this time nobody looks again. */
	look_at: number;
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

interface CounterTable {
	phone_number_id: string;
	name: string;
	n: number;
	last_at: number;
}
