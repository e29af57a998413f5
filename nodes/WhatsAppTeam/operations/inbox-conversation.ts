import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { readConversationId } from '../adapter/fields/conversation.ts';
import { exportFile } from '../adapter/export-file.ts';
import { conversationsExport, timelinesExport } from '../adapter/items/export-rows.ts';
import {
	itemsOf,
	readConversationFilter,
	readListForm,
	readOptions,
	readOrder,
} from '../adapter/fields/lookup-form.ts';
import { toConversationItem, toTimelineItem } from '../adapter/items/lookup-item.ts';
import { isOn, optionalText } from '../adapter/fields/values.ts';

/**
 * Finds conversations, and what happened in them.
 *
 * @throws TeamError
 */
export async function runConversation(
	context: IExecuteFunctions,
	desk: Desk,
	index: number,
): Promise<readonly INodeExecutionData[]> {
	const lookup = desk.lookup();
	const signal = context.getExecutionCancelSignal();
	const options = readOptions(context, index);
	switch (context.getNodeParameter('operation', index)) {
		case 'get': {
			const id = readConversationId(context, index);
			const found = await lookup.conversation(id, optionalText(options['actingAgent']));
			return [{ json: toConversationItem(found) }];
		}
		case 'getAll': {
			const pieces = lookup.conversations(readForm(context, index));
			return [...(await itemsOf(pieces, toConversationItem, signal))];
		}
		case 'timeline': {
			const conversationId = readConversationId(context, index);
			const oldestFirst = isOn(options['oldestFirst']);
			const form = { ...readListForm(context, index), conversationId, oldestFirst };
			return [...(await itemsOf(lookup.timeline(form), toTimelineItem, signal))];
		}
		case 'export': {
			const form = { ...readForm(context, index), limit: null, after: null };
			const { actingAgent } = form;
			await lookup.checkExport(actingAgent);
			const pieces = lookup.conversations(form);
			const isWhole = context.getNodeParameter('exportOf', index) === 'timelines';
			return [
				await exportFile(
					context,
					index,
					isWhole
						? timelinesExport(lookup, pieces, actingAgent)
						: conversationsExport(pieces),
				),
			];
		}
		default:
			throw wrong('Operation', 'is none that the resource has', 'Choose one from the list.');
	}
}

function readForm(context: IExecuteFunctions, index: number) {
	return {
		...readListForm(context, index),
		filter: readConversationFilter(context, index, Date.now()),
		order: readOrder(context, index),
	};
}
