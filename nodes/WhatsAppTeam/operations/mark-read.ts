import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { wrong, type Desk } from '../../../src/index.ts';
import { openDesk } from '../adapter/drafts.ts';
import { eachItem } from '../adapter/each-item.ts';
import { fieldsOf } from '../adapter/fields/fields.ts';

/** Shows customers that their messages were read. Doing it again does no harm. */
export async function markItemsRead(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context);
	return await eachItem(
		context,
		async (index) => [{ json: await markItem(context, desk, index) }],
		{ onError: { success: false } },
	);
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
