import { asObject, asText } from '../json.ts';
import type { ReadContent } from './content.ts';

/** Reads a reaction; the emoji is the text. One that is taken back has none, or an empty one. */
export function readReaction(value: unknown): ReadContent | undefined {
	const reaction = asObject(value);
	const to = asText(reaction?.['message_id']);
	if (to === undefined) return undefined;
	const emoji = asText(reaction?.['emoji']) ?? null;
	return { content: { type: 'reaction', to, emoji }, text: emoji };
}
