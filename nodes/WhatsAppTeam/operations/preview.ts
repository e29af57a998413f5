import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openDesk, readDrafts } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addHealthHint, addPreviewHint } from '../adapter/items/hints.ts';
import {
	numberOf,
	toPreviewItem,
	toWrongItem,
	type PreviewItem,
} from '../adapter/items/preview-item.ts';

/** Says what would happen to the message of each item now. Nothing is sent, uploaded or written. */
export async function previewItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	const items = new Map<number, PreviewItem>();
	let limits: Awaited<ReturnType<typeof desk.limits>> = new Map();
	const drafts = await readDrafts(
		context,
		desk,
		() => Promise.resolve('0'),
		(error, index) => void items.set(index, toWrongItem(error)),
	);
	try {
		const results = await desk.preview([...drafts.values()]);
		limits = await desk.limits(results.flatMap((result) => numberOf(result) ?? []));
		for (const [position, index] of [...drafts.keys()].entries()) {
			const result = results[position];
			if (result === undefined) continue;
			items.set(index, toPreviewItem(result, limits.get(numberOf(result) ?? '')));
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
	addPreviewHint(context, [...items.values()]);
	addHealthHint(context, limits);
	const inOrder = [...items].sort(([a], [b]) => a - b);
	return [inOrder.map(([item, json]) => ({ json: { ...json }, pairedItem: { item } }))];
}
