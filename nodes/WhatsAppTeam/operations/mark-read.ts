import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { fieldsOf } from '../adapter/fields.ts';

/** Shows customers that their messages were read. Doing it again does no harm. */
export async function markItemsRead(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	// As a tool of an AI agent the node never throws: what went wrong is data.
	const goesOn = context.continueOnFail() || context.getNode().type.endsWith('Tool');
	const done: INodeExecutionData[] = [];
	for (const item of context.getInputData().keys()) {
		try {
			done.push({ json: await markItem(context, desk, item), pairedItem: { item } });
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, item);
			if (!goesOn) throw nodeError;
			const { message, description } = nodeError;
			const json = { success: false, error: `${message}. ${description ?? ''}`.trim() };
			// n8n moves what carries an error to the error output.
			const isApart = context.getNode().onError === 'continueErrorOutput';
			done.push({ json, pairedItem: { item }, ...(isApart ? { error: nodeError } : {}) });
		}
	}
	return [done];
}

async function markItem(context: IExecuteFunctions, desk: Desk, index: number) {
	const fields = fieldsOf(context, index);
	const messageId = fields.optional('messageId');
	if (messageId === null) {
		throw wrong(
			'Message ID',
			'is empty',
			"Use the field 'message.id' of an item of a WhatsApp Team Trigger.",
		);
	}
	const typing = fields.isOn('typing');
	const marked = await desk.markRead({ messageId, typing });
	return {
		success: true,
		typing,
		message: { id: marked.messageId, providerId: marked.providerId },
		conversation: { id: marked.conversationId },
	};
}
