import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { goOn } from './adapter/go-on.ts';
import { outputsOf } from './descriptions/send-outputs.ts';
import { resumeWebhooks } from './descriptions/send-webhooks.ts';
import { sendProperties } from './descriptions/send.ts';
import { numberTest } from './methods/credential-test.ts';
import { fallbackFields } from './methods/template-fields.ts';
import { searchConversations } from './methods/search-conversations.ts';
import { searchTemplates } from './methods/search-templates.ts';
import { markItemsRead } from './operations/mark-read.ts';
import { previewItems } from './operations/preview.ts';
import { askAndWait } from './operations/send-and-wait.ts';
import { sendItems } from './operations/send.ts';

/** Writes to customers, and says of each message what became of it. */
export class WhatsAppTeamSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Send',
		name: 'whatsAppTeamSend',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "markRead" ? "mark as read" : $parameter["operation"].replace("sendAndWaitForReply", "send and wait") + ": " + $parameter["messageType"]}}',
		description:
			'Sends WhatsApp messages, each at most once, within the 24-hour window and the limits of the number',
		defaults: { name: 'WhatsApp Team Send' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{(${outputsOf})($parameter)}}`,
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		waitingNodeTooltip: 'Waiting for a reply',
		webhooks: resumeWebhooks,
		properties: [...sendProperties],
	};

	methods = {
		credentialTest: { numberTest },
		listSearch: { searchConversations, searchTemplates },
		loadOptions: { fallbackFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		switch (this.getNodeParameter('operation', 0)) {
			case 'markRead':
				return await markItemsRead(this);
			case 'sendAndWaitForReply':
				return await askAndWait(this);
			case 'preview':
				return await previewItems(this);
			default:
				return await sendItems(this);
		}
	}

	/** A run that waits for a reply goes on. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await goOn(this);
	}
}
