import type { ColumnType } from 'kysely';

/** The tables of the life of numbers. */
export interface NumberLifeTables {
	number_attempt: NumberAttemptTable;
	number_life: NumberLifeTable;
	app_sync: AppSyncTable;
}

/** A step of a number's registration that Meta counts. */
export interface NumberAttemptTable {
	id: string;
	number_id: string;
	/** `AttemptKind` of the domain. */
	kind: string;
	at: number;
}

/** What came of the app on the phone of a number. */
export interface AppSyncTable {
	number_id: string;
	/** How much of its history has come, in percent. */
	progress: number;
	/** When it was asked for, which can be done once; `null` if it was not. */
	asked_at: ColumnType<number | null, number | null | undefined>;
}

/** What Meta last said of a number of the Cloud API. */
export interface NumberLifeTable {
	number_id: string;
	/** `NumberFacts` of the domain. */
	facts_json: string;
	/** The business portfolio, or the account where Meta names none; its numbers share one limit. */
	portfolio_id: string | null;
	/** How many people the portfolio may reach outside the window in a day; `null` for any number. */
	people_per_day: number | null;
	seen_at: number;
	/** Since when a step is missing; `null` if none is. */
	pending_since: ColumnType<number | null, number | null | undefined>;
	/** 1 if it was told that this takes too long. */
	pending_told: number;
}
