import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import {
	isProblem,
	TEST_HEADER,
	theOffice,
	type InboxItem,
	type WebhookAnswer,
} from '../../../src/index.ts';
import { openDeskOf } from './credential.ts';
import { withMedia } from './inbound-media.ts';

/**
 * Answers Meta's question whether the address is ours.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export async function answerVerification(
	context: IWebhookFunctions,
): Promise<IWebhookResponseData> {
	const { keys } = await theOffice();
	const query = context.getQueryData() as Record<string, unknown>;
	const challenge = query['hub.challenge'];
	const isFromMeta =
		query['hub.mode'] === 'subscribe' &&
		query['hub.verify_token'] === keys.verifyToken(context.getNode().webhookId ?? '') &&
		typeof challenge === 'string' &&
		/^[\w.-]{1,256}$/.test(challenge);
	return isFromMeta
		? respond(context, 200, challenge)
		: respond(context, 403, 'verify token does not fit');
}

/**
 * Takes a webhook in. It never starts a run itself: the feed does, from what was stored. Only a
 * test run, for which n8n waits at this address, is started by what the test listener posts.
 */
export async function takeIn(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (context.getMode() === 'manual' && (await isFromTestListener(context))) {
		const item = context.getBodyData() as unknown as InboxItem;
		const signal = new AbortController().signal;
		return { workflowData: [[await withMedia(context, item, signal)]] };
	}
	const { status, text } = await receive(context);
	return respond(context, status, text);
}

async function isFromTestListener(context: IWebhookFunctions): Promise<boolean> {
	const { tests } = await theOffice();
	const listener = tests.get(context.getNode().webhookId ?? '');
	return listener?.isOurs(context.getHeaderData()[TEST_HEADER]) === true;
}

async function receive(context: IWebhookFunctions): Promise<WebhookAnswer> {
	try {
		const desk = await openDeskOf(context);
		const request = context.getRequestObject();
		// n8n has read it already if it takes the content for text.
		await request.readRawBody();
		const { rawBody } = request;
		const signature = context.getHeaderData()['x-hub-signature-256'];
		return await desk.receive(rawBody, typeof signature === 'string' ? signature : undefined);
	} catch (error) {
		const reason = isProblem(error) ? error.code : 'unexpected';
		context.logger.error(`WhatsApp Team: webhook not taken in (${reason})`);
		// Not acknowledged: Meta keeps it and delivers it again.
		return { status: 503, text: reason };
	}
}

function respond(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	const response = context.getResponseObject();
	response.status(status);
	response.setHeader('Content-Type', 'text/plain; charset=utf-8');
	response.setHeader('X-Content-Type-Options', 'nosniff');
	response.end(text);
	return { noWebhookResponse: true };
}
