import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isProblem, serveLinkPage, theOffice, type PageResponse } from '../../../src/index.ts';

/** The name of the webhook that serves the page; n8n's type knows `default` and `setup` alone. */
export const LINK_PAGE = 'linkPage' as 'setup';

/** The name of the webhook that the script of the page calls. */
export const LINK_CALL = 'linkCall' as 'default';

/** Serves the link page of whichever linked number its token names. */
export async function answerLinkPage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const { status, headers, body } = await serve(context);
	response.status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.end(body);
	return { noWebhookResponse: true };
}

async function serve(context: IWebhookFunctions): Promise<PageResponse> {
	try {
		const isCall = context.getWebhookName() === LINK_CALL;
		return await serveLinkPage(await theOffice(), {
			method: isCall ? 'POST' : 'GET',
			body: isCall ? await bodyOf(context) : '',
			address: context.getNodeWebhookUrl('default') ?? null,
			host: context.getHeaderData().host,
		});
	} catch (error) {
		const reason = isProblem(error) ? error.code : 'unexpected';
		context.logger.error(`WhatsApp Team: link page not served (${reason})`);
		// The page says that n8n does not answer, and asks again.
		return { status: 503, headers: {}, body: reason };
	}
}

async function bodyOf(context: IWebhookFunctions): Promise<string> {
	const request = context.getRequestObject();
	// n8n has read it already if it takes the content for text.
	await request.readRawBody();
	return request.rawBody.toString();
}
