import type { ColumnType } from 'kysely';

/** The tables of what goes out, and of who waits for an answer. */
export interface SendingTables {
	outbox: OutboxTable;
	ledger: LedgerTable;
	wait: WaitTable;
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
	/** The fence of the number's sender that handed it over: `NumberTable`. */
	fence: number | null;
	handed_at: number | null;
	settled_at: number | null;
	failure_json: string | null;
	cause: string | null;
	created_at: number;
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
