import type { ItemFilter } from '../../../src/index.ts';
import { readTextList } from './text-list.ts';

/**
 * Reads the Trigger's filters.
 *
 * @throws TeamError `invalidInput`, naming the field
 */
export function readItemFilter(given: unknown): ItemFilter {
	const { labels, numberGroup, onlyNewConversations, textContains, expression } = (given ??
		{}) as Readonly<Record<string, unknown>>;
	return {
		labels: readTextList('Labels', labels),
		numberGroup: textOf(numberGroup).trim(),
		onlyNewConversations: onlyNewConversations === true,
		textContains: textOf(textContains),
		expression: textOf(expression).trim(),
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
