import type { Template } from '../domain/template/model.ts';

/** Which templates of an account are asked for. */
export interface TemplateQuery {
	/** Meta's word, as in `APPROVED`. Absent: any. */
	readonly status?: string;
	readonly category?: string;
	readonly language?: string;
	/** The whole name. */
	readonly name?: string;
	/** A part of the name or of the words. */
	readonly search?: string;
	/** How many at the most, 1 to 200. */
	readonly limit: number;
	/** From {@link TemplatePage.next}; `null` for the first page. */
	readonly after: string | null;
}

/** A part of a list. */
export interface TemplatePage {
	readonly templates: readonly Template[];
	/** Where the list goes on; `null` at its end. */
	readonly next: string | null;
}

/** A template for Meta to review, its parts as Meta writes them. */
export interface TemplateSubmission {
	readonly name: string;
	readonly language: string;
	readonly category: string;
	readonly isNamed: boolean;
	readonly components: readonly object[];
}

/** What became of a submission. */
export interface SubmittedTemplate {
	readonly id: string;
	/** As a rule `PENDING`. */
	readonly status: string;
	/** May differ from what was asked for. */
	readonly category: string;
}

/** What of a template is to be changed. Components replace all there are. */
export type TemplateEdit =
	| { readonly components: readonly object[]; readonly category?: string }
	| { readonly components?: undefined; readonly category: string };

/** The templates of an account. Methods throw a `TeamError` if the other side refuses or is away. */
export interface TemplateAccount {
	list(query: TemplateQuery): Promise<TemplatePage>;
	create(submission: TemplateSubmission): Promise<SubmittedTemplate>;
	edit(id: string, change: TemplateEdit): Promise<void>;
	/** @param id one of them; `null` for all languages of the name */
	remove(name: string, id: string | null): Promise<void>;
}
