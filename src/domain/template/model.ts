import type { Category } from '../outbox.ts';

/**
 * A message that Meta approves before it is sent, as Meta keeps it. Rows of the store hold it as
 * JSON: fields are added, not renamed.
 */
export interface Template extends TemplateStanding, TemplateParts {
	readonly id: string;
	readonly name: string;
	/** Meta's code, as in `en_US`: it must be written exactly so. */
	readonly language: string;
}

/** What of a template Meta changes by itself, in Meta's own words. */
export interface TemplateStanding {
	/** `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, … */
	readonly status: string;
	/** `MARKETING`, `UTILITY`, `AUTHENTICATION`. */
	readonly category: string;
	/** `GREEN`, `YELLOW`, `RED`; `null` while Meta does not know. */
	readonly quality: string | null;
	/** Why it was rejected; `null` if it was not. */
	readonly rejectedReason: string | null;
}

/** What a template says and where it has gaps. */
export interface TemplateParts {
	/** Whether its variables have names; otherwise they have numbers. */
	readonly isNamed: boolean;
	readonly header: TemplateHeader | null;
	/** `null` where Meta writes the text itself, and has not yet. */
	readonly body: TemplateText | null;
	readonly footer: string | null;
	readonly buttons: readonly TemplateButton[];
	/** The cards of a carousel, all of the same shape; none for other templates. */
	readonly cards: readonly TemplateCard[];
	/** Parts with gaps that this version cannot fill, in Meta's words; empty as a rule. */
	readonly unknownParts: readonly string[];
}

/** A text with gaps: `Hi {{1}}` or `Hi {{first_name}}`. */
export interface TemplateText {
	readonly text: string;
	/** In the order in which they come first. */
	readonly variables: readonly TemplateVariable[];
}

/** A gap of a text. */
export interface TemplateVariable {
	/** `1`, `2`, … or its name. */
	readonly name: string;
	/** What Meta was shown when the template was reviewed. */
	readonly example: string | null;
}

/** The kinds of files that a header may show. */
export type HeaderMedia = 'image' | 'video' | 'document';

/** What stands above the text. */
export type TemplateHeader =
	| ({ readonly kind: 'text' } & TemplateText)
	| { readonly kind: HeaderMedia }
	| { readonly kind: 'location' };

/** What stands below the text, in the order of Meta's list. */
export type TemplateButton =
	/** Answers by a tap. */
	| { readonly kind: 'quickReply'; readonly text: string }
	/** Opens a page; its address may end with a gap. */
	| {
			readonly kind: 'url';
			readonly text: string;
			readonly url: string;
			/** What may stand in the gap; `null` if the address is whole. */
			readonly ending: TemplateVariable | null;
	  }
	/** Copies a code. */
	| { readonly kind: 'copyCode'; readonly text: string; readonly example: string | null }
	/** Opens a Flow. */
	| { readonly kind: 'flow'; readonly text: string }
	/** Brings a code that the customer types in elsewhere. */
	| { readonly kind: 'otp'; readonly text: string }
	/** Needs nothing when it is sent: calls, contact requests, catalogues. */
	| { readonly kind: 'fixed'; readonly type: string; readonly text: string };

/** A card of a carousel. */
export type TemplateCard = Pick<TemplateParts, 'header' | 'body' | 'buttons'>;

/** As what a template counts for caps, consent and order. */
export function categoryOf({ category }: Pick<Template, 'category'>): Category {
	switch (category) {
		case 'UTILITY':
		case 'AUTHENTICATION':
		case 'FREE_SERVICE':
			return 'service';
		default:
			// What is not known is no service: somebody may have asked to be spared it.
			return 'marketing';
	}
}

/** Whether it brings a one-time code, which nobody but the customer may read. */
export function bringsCode({ category }: Pick<Template, 'category'>): boolean {
	return category === 'AUTHENTICATION';
}

/** Whether Meta has still to say what becomes of it. */
export function isPending({ status }: Pick<Template, 'status'>): boolean {
	return status === 'PENDING' || status === 'IN_APPEAL' || status === 'PENDING_DELETION';
}
