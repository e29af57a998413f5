import type { Template } from './model.ts';

/** The words of a template, or of one of its cards, with their values. */
export interface FilledPart {
	readonly header: string | null;
	readonly body: string | null;
}

/** Stands in place of a one-time code: only the customer reads it. */
export const MASK: ReadonlyMap<string, string> = new Map([['1', '••••••']]);

/** What a person would read of a template: its parts below one another. */
export function readableOf(
	{ name, footer }: Pick<Template, 'name' | 'footer'>,
	{ header, body }: FilledPart,
	cards: readonly FilledPart[],
): string {
	const parts = [header, body, footer, ...cards.flatMap((card) => [card.header, card.body])];
	const words = parts.filter((part) => part !== null && part.trim() !== '');
	return words.length === 0 ? name : words.join('\n\n');
}
