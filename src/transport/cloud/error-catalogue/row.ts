/**
 * What to do about an error of Meta's:
 * - `retry`: the same message may be tried again after a pause
 * - `later`: waiting helps, but longer than a message should be kept; a person decides
 * - `fix`: something has to be changed first
 * - `never`: this message to this recipient will not work
 */
export type ErrorClass = 'retry' | 'later' | 'fix' | 'never';

/** What the catalogue says of a code. */
export interface CatalogueEntry {
	/** Short name that workflows may depend on. */
	readonly name: string;
	/** What happened. */
	readonly message: string;
	/** What to do, and whether waiting helps and how long. */
	readonly advice: string;
	readonly class: ErrorClass;
	/** How long Meta's documentation says to wait, in ms; absent where it names no time. */
	readonly waitMs?: number;
}

/** One row of the catalogue. */
export interface CatalogueRow extends CatalogueEntry {
	readonly code: number;
}

/** Codes of which Meta documents the family, but not each member. Both ends belong to it. */
export interface CatalogueRange extends CatalogueEntry {
	readonly from: number;
	readonly to: number;
}
