import { lengthOf, wrong } from '../outgoing/field.ts';

/** Most characters of a note, and most people that one can mention. */
export const MOST_NOTE = 10_000;
export const MOST_MENTIONS = 50;

/** What a note says. */
export interface NoteContent {
	readonly text: string;
	/** Emails of those who shall see it. */
	readonly mentions: readonly string[];
	/** When it shall be told again; `null` for never. Milliseconds since 1970, UTC. */
	readonly dueAt: number | null;
}

/** @throws TeamError `invalidInput`, naming the field */
export function checkNote({ text, mentions }: Pick<NoteContent, 'text' | 'mentions'>): void {
	if (text.trim() === '') throw wrong('Text', 'is empty', 'Write what the team shall know.');
	const length = lengthOf(text);
	if (length > MOST_NOTE) {
		throw wrong('Text', `has ${length} characters; the most is ${MOST_NOTE}`, 'Shorten it.');
	}
	if (mentions.length <= MOST_MENTIONS) return;
	const what = `has ${mentions.length} entries; the most is ${MOST_MENTIONS}`;
	throw wrong('Mentions', what, 'Mention fewer people.');
}

/** Those of `mentions` who were not mentioned before. */
export function newMentions(before: readonly string[], mentions: readonly string[]): string[] {
	return mentions.filter((email) => !before.includes(email));
}
