import type { ColumnType } from 'kysely';

/** The tables of notes, labels, promised times and of what is due. */
export interface DeskTables {
	due: DueTable;
	note: NoteTable;
	note_revision: NoteRevisionTable;
	label: LabelTable;
	sla_policy: SlaPolicyTable;
}

type Later<T> = ColumnType<T | null, T | null | undefined>;

/** What a conversation has of these. */
export interface DeskColumns {
	/** The time in its row of {@link DueTable}; `null` without one. Written with it alone: `due.ts`. */
	due_at: Later<number>;
	/** What has been told of it and is not told again: `Told` of the domain. */
	told_json: Later<string>;
	/** Its clocks under an SLA: `SlaState` of the domain. `null` without one. */
	sla_json: Later<string>;
	/** Which person answered last: an agent, or `phone`; `null` if none did. */
	answered_by: Later<string>;
	answered_at: Later<number>;
}

/** What has to be looked at, and when. One row for each thing, with its earliest time. */
export interface DueTable {
	/** `conversation`, `note` or `sla`. */
	kind: string;
	entity_id: string;
	at: number;
}

/** What the team writes about a conversation. Its text is that of its newest revision. */
export interface NoteTable {
	id: string;
	workspace_id: string;
	conversation_id: string;
	author: string | null;
	/** The number of its newest revision, from 1. */
	revision: number;
	due_at: number | null;
	pinned_at: number | null;
	done_at: number | null;
	done_by: string | null;
	created_at: number;
}

/** A note as it was written once. Never changed. */
export interface NoteRevisionTable {
	note_id: string;
	revision: number;
	text: string;
	mentions_json: string;
	author: string | null;
	at: number;
}

/** A label that the workspace has a say about; others may be used all the same. */
export interface LabelTable {
	workspace_id: string;
	/** The name as it is compared. */
	name_key: string;
	name: string;
	colour: string | null;
	/** Words that give the label to the conversation of a message: texts. */
	keywords_json: string;
	/** 1 if it hands a pending conversation to the team. */
	is_handoff: number;
	updated_at: number;
}

/** How soon the team answers whom. */
export interface SlaPolicyTable {
	id: string;
	workspace_id: string;
	name: string;
	name_key: string;
	/** The first one that matches counts. */
	position: number;
	/** `SlaPolicy` of the domain, without name and place. */
	policy_json: string;
	updated_at: number;
}
