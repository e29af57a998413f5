import { checkSource, type MediaSource, type SourceRules } from './media.ts';

/** A template with its gaps filled. */
export interface TemplateContent {
	readonly type: 'template';
	readonly name: string;
	/** Meta's code, as in `en_US`. */
	readonly language: string;
	/** Meta's category: `MARKETING`, `UTILITY`, `AUTHENTICATION`. */
	readonly category: string;
	/** What a person would read of it. Of a one-time code nothing is readable. */
	readonly text: string;
	/** What fills the gaps. Parts without gaps are absent. */
	readonly components: readonly TemplateComponent[];
}

/** What fills the gaps of one part of a template. */
export type TemplateComponent =
	| {
			readonly kind: 'header' | 'body';
			readonly parameters: readonly TemplateParameter[];
	  }
	| {
			readonly kind: 'button';
			/** From 0, in Meta's order. */
			readonly index: number;
			readonly button: 'quickReply' | 'url' | 'copyCode' | 'flow';
			readonly parameter: TemplateParameter;
	  }
	| {
			readonly kind: 'carousel';
			readonly cards: readonly {
				/** From 0. */
				readonly index: number;
				readonly components: readonly TemplateComponent[];
			}[];
	  };

/** One value. */
export type TemplateParameter =
	/** `name` is `null` where gaps have numbers. */
	| { readonly kind: 'text'; readonly text: string; readonly name: string | null }
	| { readonly kind: 'image' | 'video'; readonly media: MediaSource }
	| {
			readonly kind: 'document';
			readonly media: MediaSource;
			readonly fileName: string | null;
	  }
	| {
			readonly kind: 'location';
			readonly latitude: number;
			readonly longitude: number;
			readonly name: string;
			readonly address: string;
	  }
	| { readonly kind: 'payload'; readonly payload: string }
	| { readonly kind: 'couponCode'; readonly code: string }
	| { readonly kind: 'flow'; readonly token: string; readonly data: object | null };

/** @throws TeamError `invalidInput` */
export function checkTemplate({ components }: TemplateContent, rules: SourceRules): void {
	checkFiles(components, rules);
}

function checkFiles(components: readonly TemplateComponent[], rules: SourceRules): void {
	for (const component of components) {
		switch (component.kind) {
			case 'header':
			case 'body':
				for (const parameter of component.parameters) {
					if ('media' in parameter) checkSource(parameter.media, rules);
				}
				break;
			case 'carousel':
				for (const card of component.cards) checkFiles(card.components, rules);
				break;
			case 'button':
				break;
		}
	}
}
