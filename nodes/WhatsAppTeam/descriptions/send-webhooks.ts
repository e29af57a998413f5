import type { IWebhookDescription } from 'n8n-workflow';

/** Where n8n is told that a run that waits goes on. It is there only while one waits. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// What the node answers. Left out, n8n would answer in its place.
		responseData: '={{""}}',
		path: '',
		restartWebhook: true,
	},
];
