import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { describe, RESUMED, resultOfWait, theOffice, type WaitEnd } from '../../../src/index.ts';
import { withMedia } from './inbound-media.ts';
import { toWaitItem } from './items/wait-item.ts';

/**
 * A run that waits goes on with what the store says of its wait: whoever told it to says no more
 * than which. It stays as it is where the store knows of none, or cannot be read: n8n would end a
 * run whose node throws here.
 */
export async function goOn(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const result = await readResult(context);
		if (result === null) return refuse(context, 404, 'This run does not wait for that');
		const signal = new AbortController().signal;
		const { output, item } = await toWaitItem(result, false, (reply) =>
			withMedia(context, reply, signal),
		);
		const outputs: INodeExecutionData[][] = [[], [], []];
		outputs[output]?.push(item);
		return { webhookResponse: RESUMED, workflowData: outputs };
	} catch (error) {
		context.logger.error(`WhatsApp Team: waiting run does not go on: ${describe(error)}`);
		return refuse(context, 503, 'Not now');
	}
}

async function readResult(context: IWebhookFunctions): Promise<WaitEnd | null> {
	const { outboxId } = context.getBodyData();
	if (typeof outboxId !== 'string') return null;
	const { originalUrl } = context.getRequestObject();
	return await resultOfWait(await theOffice(), originalUrl, { outboxId });
}

function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
