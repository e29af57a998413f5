import type { ColumnType } from 'kysely';

/** The tables of the team and of who has had what. */
export interface OwnerTables {
	agent: AgentTable;
	assignment: AssignmentTable;
}

/** A member of the team. */
export interface AgentTable {
	workspace_id: string;
	/** In small letters. */
	email: string;
	name: string;
	role: string;
	availability: string;
	/** The rest of `Agent`. */
	profile_json: string;
	/** Rises with each conversation that a rule gave them, above everybody else's. */
	turn: number;
	/** When they left the team; `null` for a member. Whoever left is kept for what they did. */
	left_at: ColumnType<number | null, number | null | undefined>;
	created_at: number;
	updated_at: number;
}

/** One change of an owner. Rows are added, never changed, except that texts go with the person. */
export interface AssignmentTable {
	id: string;
	workspace_id: string;
	conversation_id: string;
	/** The conversation's `owner_version` from then on. */
	version: number;
	from_agent: string | null;
	to_agent: string | null;
	/** An agent, or `workflow`, `policy`, `phone`, `crm`. */
	by: string;
	/** How it came about: `OwnerReason`. */
	kind: string;
	/** What a person gave as the reason. */
	reason: string | null;
	handoff_note: string | null;
	at: number;
}
