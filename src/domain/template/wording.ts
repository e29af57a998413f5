import type { HeaderMedia } from './model.ts';

/** A template as somebody writes it down for Meta's review. */
export interface TemplateWording {
	readonly header: WordingHeader | null;
	readonly body: string;
	/** Examples of its variables, by their names. */
	readonly bodyExamples: ReadonlyMap<string, string>;
	readonly footer: string | null;
	readonly buttons: readonly WordingButton[];
}

/** What stands above the text. */
export type WordingHeader =
	| { readonly kind: 'text'; readonly text: string; readonly example: string | null }
	/** The handle of a sample that was uploaded for the review. */
	| { readonly kind: HeaderMedia; readonly handle: string }
	| { readonly kind: 'location' };

/** A button below the text. */
export type WordingButton =
	| { readonly kind: 'quickReply'; readonly text: string }
	| {
			readonly kind: 'url';
			readonly text: string;
			readonly url: string;
			/** What may stand in the place of its variable. */
			readonly example: string | null;
	  }
	| { readonly kind: 'phone'; readonly text: string; readonly phone: string }
	| { readonly kind: 'copyCode'; readonly example: string }
	| { readonly kind: 'contactInfo' };

/** A template that brings a code: Meta writes its words. */
export interface CodeWording {
	readonly addsSecurityRecommendation: boolean;
	/** 1 to 90; `null` for no word about it. */
	readonly expiresInMinutes: number | null;
}
