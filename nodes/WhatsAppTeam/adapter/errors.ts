import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { isProblem } from '../../../src/index.ts';

/**
 * Turns what was thrown into n8n's error: what happened as the message, what to do below it.
 *
 * @param itemIndex the item that the error is about
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeOperationError | NodeApiError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const at = itemIndex === undefined ? {} : { itemIndex };
	const thrown = error instanceof Error ? error : new Error(String(error));
	return isProblem(error)
		? new NodeOperationError(node, error, {
				message: error.message,
				description: error.advice,
				...at,
			})
		: new NodeOperationError(node, thrown, at);
}
