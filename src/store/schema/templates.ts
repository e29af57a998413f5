import type { ColumnType } from 'kysely';

/** The tables of templates. */
export interface TemplateTables {
	template: TemplateTable;
	template_account: TemplateAccountTable;
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
