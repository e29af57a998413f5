import type { ColumnType } from 'kysely';

/** The tables of what happened, and of who is told. */
export interface LogTables {
	message: MessageTable;
	event: EventTable;
	receiver: ReceiverTable;
	cursor: CursorTable;
	delivery: DeliveryTable;
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

export interface ReceiverTable {
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

export interface CursorTable {
	consumer: string;
	workspace_id: string;
	/** Every event up to this `seq` is settled. */
	position: number;
	read_at: number;
}

export interface DeliveryTable {
	consumer: string;
	event_id: string;
	seq: number;
	attempt: number;
	state: string;
	at: number;
}
