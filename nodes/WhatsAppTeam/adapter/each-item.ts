import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from './errors.ts';

/** What is made of an item. */
export interface Made extends Pick<INodeExecutionData, 'json' | 'binary'> {
	/** By which output it leaves. Default: the first. */
	readonly output?: number;
}

/** How items are gone through. */
export interface EachItem {
	/** How many outputs the node has now. Default: one. */
	readonly outputs?: number;
	/** What stands beside `error` in an item that went wrong. Default: nothing. */
	readonly onError?: IDataObject;
}

/**
 * Does something for each item. As a tool of an AI agent the node never throws and has one output:
 * every outcome is data. Otherwise what goes wrong stops the node, or leaves by the last output where
 * the node is set to go on.
 *
 * @throws NodeOperationError
 */
export async function eachItem(
	context: IExecuteFunctions,
	make: (index: number) => Promise<readonly Made[]>,
	{ outputs: count = 1, onError = {} }: EachItem = {},
): Promise<INodeExecutionData[][]> {
	const isTool = context.getNode().type.endsWith('Tool');
	const goesOn = context.continueOnFail() || isTool;
	const outputs: INodeExecutionData[][] = Array.from({ length: isTool ? 1 : count }, () => []);
	const put = (output: number, data: INodeExecutionData): void => {
		outputs[isTool ? 0 : output]?.push(data);
	};
	for (const item of context.getInputData().keys()) {
		const pairedItem = { item };
		try {
			for (const { output = 0, ...data } of await make(item)) {
				put(output, { ...data, pairedItem });
			}
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, item);
			if (!goesOn) throw nodeError;
			const { message, description } = nodeError;
			const json = { ...onError, error: `${message}. ${description ?? ''}`.trim() };
			// n8n moves what carries an error to the error output.
			const isApart = context.getNode().onError === 'continueErrorOutput';
			put(count - 1, { json, pairedItem, ...(isApart ? { error: nodeError } : {}) });
		}
	}
	return outputs;
}
