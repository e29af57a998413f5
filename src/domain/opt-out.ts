import type { Marketing } from './consent.ts';
import type { InboundContent } from './inbound-content.ts';
import { LANGUAGES, type Language } from './opt-out-words.ts';

/** The words of a workspace, besides those that are always understood. */
export interface FurtherWords {
	readonly optOutWords: readonly string[];
	readonly optInWords: readonly string[];
}

/** What a customer wants, said by a word. */
export interface Wish {
	readonly marketing: Marketing;
	/** The language of the word; English for the words of a workspace. */
	readonly language: Language;
}

/** A longer message is none of the words, in characters. */
export const MAX_WORD_LENGTH = 60;

/**
 * Makes texts comparable: case, accents, punctuation, emoji and the space around and between words
 * do not count.
 */
export function plain(text: string): string {
	return (
		text
			.normalize('NFKD')
			// Accents, vowel points of Arabic letters, and the stroke that stretches these.
			.replace(/\p{Script=Inherited}|\u0640/gu, '')
			.toLowerCase()
			// The Turkish i without a dot, which other languages have as a capital alone.
			.replaceAll('\u0131', 'i')
			.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
			.trim()
			.normalize('NFC')
	);
}

type Lexicon = ReadonlyMap<string, Wish>;

let known: Lexicon | undefined;

/** A word that several languages share is one of the first of them. */
function lexicon(): Lexicon {
	if (known !== undefined) return known;
	const words = new Map<string, Wish>();
	for (const [language, { out, in: back }] of Object.entries(LANGUAGES)) {
		for (const [marketing, list] of [
			['out', out],
			['in', back],
		] as const) {
			for (const word of list) {
				if (words.has(plain(word))) continue;
				words.set(plain(word), { marketing, language: language as Language });
			}
		}
	}
	known = words;
	return words;
}

/** Whether something that a customer said could be one of the words, and is worth a closer look. */
export function couldBeWish(said: readonly string[]): boolean {
	return said.some((text) => text.length <= MAX_WORD_LENGTH);
}

/**
 * Reads a wish. Only a whole message is one: "don't stop" and "stop by tomorrow" are not.
 *
 * @param said the text of a message, or what stands on the button that was tapped
 * @returns `null` if it is none; an opt-out goes before all else
 */
export function readWish(said: readonly string[], further: FurtherWords): Wish | null {
	const texts = said.filter((text) => text.length <= MAX_WORD_LENGTH).map(plain);
	const isOneOf = (words: readonly string[]): boolean =>
		words.some((word) => plain(word) !== '' && texts.includes(plain(word)));
	if (isOneOf(further.optOutWords)) return { marketing: 'out', language: 'en' };
	const wishes = texts.flatMap((text) => lexicon().get(text) ?? []);
	const wish = wishes.find(({ marketing }) => marketing === 'out') ?? wishes[0];
	if (wish !== undefined) return wish;
	return isOneOf(further.optInWords) ? { marketing: 'in', language: 'en' } : null;
}

/** What of a message may be a wish: a text, or the button that was tapped. Captions are not. */
export function sayings(content: InboundContent, text: string | null): readonly string[] {
	if (content.type === 'text') return text === null ? [] : [text];
	if (content.type !== 'button' && content.type !== 'interactive') return [];
	const { reply } = content;
	if (reply.kind === 'flow' || reply.kind === 'callPermission') return [];
	return [reply.id, reply.title].filter((part) => part !== null);
}

/** What somebody is told who wants no more marketing, in the language of the word. */
export function confirmationIn(language: Language): string {
	return LANGUAGES[language].confirmation;
}
