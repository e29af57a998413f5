import type { Emit } from '../../app/delivery.ts';
import { passesPlainly, type ItemFilter } from '../../domain/item-filter.ts';
import { describe, isProblem } from '../../domain/problem.ts';
import { isTruthy } from '../../domain/truthy.ts';
import type { Expressions } from '../../ports/expressions.ts';
import type { Logger } from '../../ports/logger.ts';

/** What a filter works with. */
export interface FilterParts {
	readonly expressions: Expressions;
	readonly logger: Logger;
}

/**
 * Starts runs for what passes a filter, and is done with the rest. A second attempt is not asked
 * again: its run had begun, and what the filter asks for may have changed since.
 */
export function filtered(emit: Emit, filter: ItemFilter, parts: FilterParts): Emit {
	return async (item, key) => {
		if (item.attempt === 1) {
			if (!passesPlainly(filter, item)) return 'finished';
			if (!(await holds(filter.expression, item, parts))) return 'finished';
		}
		return await emit(item, key);
	};
}

/** An expression that cannot be evaluated for an item does not hold for it. */
async function holds(
	expression: string,
	item: Parameters<Emit>[0],
	{ expressions, logger }: FilterParts,
): Promise<boolean> {
	if (expression === '') return true;
	return await expressions.evaluate(expression, item).then(isTruthy, (error: unknown) => {
		// What is no fault of the expression is tried again.
		if (!isProblem(error) || error.code !== 'invalidInput') throw error;
		const { eventId } = item;
		logger.warn({ eventId, error: describe(error) }, 'filter left an event out');
		return false;
	});
}
