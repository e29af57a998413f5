import type { Template } from '../../domain/template/model.ts';

/** An account of Meta's, as a workspace knows it. */
export interface TemplateAccountKey {
	readonly workspaceId: string;
	readonly businessAccountId: string;
}

/** Whether it is time to look at the templates of an account. */
export type TemplateLook =
	/** It is, and nobody else looks meanwhile. */
	| { readonly isDue: true }
	/** It is not, or somebody looks; ask again then. */
	| { readonly isDue: false; readonly nextAt: number };

/** What Meta says of templates. */
export interface NoteTemplates extends TemplateAccountKey {
	/** The number of the account for which the events are told. */
	readonly numberId: string;
	readonly templates: readonly Template[];
	/** Ids of templates that are known to be gone. Default: none. */
	readonly gone?: readonly string[];
	/**
	 * How many calls it took to list all templates there are: what is not among them is gone. Absent
	 * where only some were asked for.
	 */
	readonly lookCalls?: number;
	readonly now: number;
}

/** A template as it is known here. */
export interface KnownTemplate {
	readonly template: Template;
	/** When Meta said so last, ms since 1970, UTC. */
	readonly seenAt: number;
	/** When it was edited from here while it was approved. */
	readonly edits: readonly number[];
}

/** What the store does for templates. */
export interface TemplateOperations {
	/**
	 * Asks whether to look at the templates of an account. Who is told to look has two minutes for it;
	 * then somebody else may.
	 */
	beginTemplateLook(input: TemplateAccountKey & { readonly now: number }): Promise<TemplateLook>;
	/**
	 * Writes down what Meta says of templates, with an event for each change of status, quality and
	 * category. The first look at an account finds what there is, and tells nothing of it.
	 *
	 * @returns how many events there were, and when to look at the account again
	 */
	noteTemplates(
		input: NoteTemplates,
	): Promise<{ readonly events: number; readonly nextAt: number }>;
	/** Notes that a template was edited while it was approved. */
	noteTemplateEdit(
		input: TemplateAccountKey & { readonly templateId: string; readonly now: number },
	): Promise<null>;
	/** A template by its name and language. `null` if it is not known. */
	findTemplate(
		input: TemplateAccountKey & { readonly name: string; readonly language: string },
	): Promise<KnownTemplate | null>;
	/** The account of a number, as its credential said when it was bound. `null` if it said none. */
	accountOf(input: { readonly numberId: string }): Promise<string | null>;
}
