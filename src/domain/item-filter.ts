import type { InboxItem } from './item.ts';

/** Which items start a run. All that is given must hold; what is empty asks nothing. */
export interface ItemFilter {
	/** At least one of them, in capitals or not. */
	readonly labels: readonly string[];
	readonly numberGroup: string;
	/** Only the message that began its conversation. */
	readonly onlyNewConversations: boolean;
	/** Somewhere in the text of the message, in capitals or not. */
	readonly textContains: string;
	/** JSONata over the item. */
	readonly expression: string;
}

/** Lets everything pass. */
export const NO_FILTER: ItemFilter = {
	labels: [],
	numberGroup: '',
	onlyNewConversations: false,
	textContains: '',
	expression: '',
};

/** Whether an item passes all of a filter but its expression. What it has no part of does not pass. */
export function passesPlainly(filter: ItemFilter, item: InboxItem): boolean {
	const { labels, numberGroup, onlyNewConversations, textContains } = filter;
	const own = new Set((item.conversation?.labels ?? []).map(fold));
	return (
		(labels.length === 0 || labels.some((label) => own.has(fold(label)))) &&
		(numberGroup === '' || fold(item.number.group ?? '') === fold(numberGroup)) &&
		(!onlyNewConversations || item.conversation?.isNew === true) &&
		(textContains === '' || fold(item.message?.text ?? '').includes(fold(textContains)))
	);
}

function fold(text: string): string {
	return text.normalize('NFC').toLowerCase();
}
