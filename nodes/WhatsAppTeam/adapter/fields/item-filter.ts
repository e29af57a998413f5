import type { ItemFilter } from '../../../../src/index.ts';
import { isOn, readTextList, textOf } from './values.ts';

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
		numberGroup: textOf(numberGroup),
		onlyNewConversations: isOn(onlyNewConversations),
		textContains: textOf(textContains),
		expression: textOf(expression),
	};
}
