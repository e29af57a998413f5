import { plainWords } from './desk-rules.ts';
import { lengthOf, wrong } from '../outgoing/field.ts';

/** Most characters of a label and of a keyword, and most of them at once. */
const MOST_LENGTH = 100;
const MOST_LABELS = 100;

/** @throws TeamError `invalidInput` */
export function checkLabels(labels: readonly string[]): void {
	if (labels.length === 0) throw wrong('Labels', 'is empty', 'Write at least one label.');
	if (labels.length > MOST_LABELS) {
		throw wrong(
			'Labels',
			`has ${labels.length} entries`,
			`At most ${MOST_LABELS} are possible.`,
		);
	}
	for (const label of labels) checkName('Labels', label);
}

/** @throws TeamError `invalidInput`, naming the field */
export function checkLabel(label: {
	readonly name: string;
	readonly colour: string | null;
	readonly keywords: readonly string[];
}): void {
	checkName('Label Name', label.name);
	if (label.colour !== null && !/^#[0-9a-f]{6}$/i.test(label.colour)) {
		throw wrong('Colour', 'is none', 'Write it as in #25D366.');
	}
	const { keywords } = label;
	if (keywords.length > MOST_LABELS) {
		const what = `has ${keywords.length} entries`;
		throw wrong('Keywords', what, `At most ${MOST_LABELS} are possible.`);
	}
	for (const word of keywords) {
		checkName('Keywords', word);
		if (plainWords(word) !== '') continue;
		throw wrong('Keywords', 'has an entry without letters', 'Write words, as in refund.');
	}
}

function checkName(field: string, text: string): void {
	if (text.trim() === '') throw wrong(field, 'has an empty entry', 'Write a name.');
	const length = lengthOf(text);
	if (length <= MOST_LENGTH) return;
	const what = `has an entry of ${length} characters; the most is ${MOST_LENGTH}`;
	throw wrong(field, what, 'Shorten it.');
}
