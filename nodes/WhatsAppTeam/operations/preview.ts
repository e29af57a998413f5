import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openDesk, readDrafts } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addPreviewHint } from '../adapter/hints.ts';
import { toPreviewItem, toWrongItem, type PreviewItem } from '../adapter/preview-item.ts';

/** Says what would happen to the message of each item now. Nothing is sent, uploaded or written. */
export async function previewItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	const items = new Map<number, PreviewItem>();
	const drafts = await readDrafts(
		context,
		desk,
		() => Promise.resolve('0'),
		(error, index) => void items.set(index, toWrongItem(error)),
	);
	try {
		const results = await desk.preview([...drafts.values()]);
		for (const [position, index] of [...drafts.keys()].entries()) {
			const result = results[position];
			if (result !== undefined) items.set(index, toPreviewItem(result));
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
	addPreviewHint(context, [...items.values()]);
	const inOrder = [...items].sort(([a], [b]) => a - b);
	return [inOrder.map(([item, json]) => ({ json: { ...json }, pairedItem: { item } }))];
}
