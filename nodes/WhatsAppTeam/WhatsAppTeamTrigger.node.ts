import {
	NodeConnectionTypes,
	type IHookFunctions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { Listening, theOffice } from '../../src/index.ts';
import { toNodeError } from './adapter/errors.ts';
import { emitOf, readListenRequest } from './adapter/listen-request.ts';
import { answerLinkPage, LINK_CALL, LINK_PAGE } from './adapter/link-page.ts';
import { confirmPublished } from './adapter/publishing.ts';
import { addReceiver, hasReceiver, removeReceiver } from './adapter/receiver.ts';
import { markStarted } from './adapter/started.ts';
import { answerVerification, takeIn } from './adapter/webhook.ts';
import { triggerProperties } from './descriptions/trigger.ts';
import { numberTest } from './methods/credential-test.ts';
import { linkPage } from './methods/link-page.ts';

const PATH = 'whatsapp-team';

/** Starts a workflow for what happens on one WhatsApp number, or on all of a workspace. */
export class WhatsAppTeamTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Team Trigger',
		name: 'whatsAppTeamTrigger',
		icon: { light: 'file:team.svg', dark: 'file:team.dark.svg' },
		group: ['trigger'],
		// From 1.1 on n8n evaluates no expression of its own at each webhook.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle:
			'={{$parameter["events"].slice(0, 2).join(", ") + ($parameter["events"].length > 2 ? " and " + ($parameter["events"].length - 2) + " more" : "")}}',
		description: 'Starts the workflow when a customer writes to your WhatsApp number',
		defaults: { name: 'WhatsApp Team Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'whatsAppTeamApi', required: true, testedBy: 'numberTest' }],
		webhooks: [
			{
				// Before `default`: it must answer when the engine sets the address.
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: PATH,
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: PATH,
			},
			{
				name: LINK_PAGE,
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: `${PATH}/link`,
				ndvHideUrl: true,
			},
			{
				name: LINK_CALL,
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: `${PATH}/link`,
				ndvHideUrl: true,
			},
		],
		activationMessage:
			'Write a WhatsApp message to the number: each starts a run, which you see under "Executions". A number that is not linked yet is linked by the option "Link Page".',
		triggerPanel: {
			header: 'Click, then write a WhatsApp message to the number',
			executionsHelp: {
				inactive:
					'<b>While building</b>, click "Execute step" and write to the number: the next message comes in here once.<br /><br /><b>When it works</b>, publish the workflow: every message starts a run, which you see under "Executions". The webhook address is set at Meta by itself; n8n must be reachable from the internet for it.',
				active: '<b>While building</b>, click "Execute step" and write to the number: the next message comes in here too.<br /><br /><b>The workflow is published</b>: every message starts a run, which you see under "Executions". A test takes nothing away from it.',
			},
			activationHint: 'Publish the workflow to receive every message.',
		},
		properties: [...triggerProperties],
	};

	methods = { credentialTest: { numberTest }, loadOptions: { linkPage } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await hasReceiver(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await addReceiver(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await removeReceiver(this);
			},
		},
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		try {
			const closing = new AbortController();
			const listening = new Listening(await theOffice(), {
				...readListenRequest(this),
				emit: emitOf(this, closing.signal),
			});
			try {
				if (this.getActivationMode() === 'activate') await confirmPublished(listening);
			} catch (error) {
				await listening.close();
				throw toNodeError(this.getNode(), error);
			}
			return {
				async closeFunction() {
					closing.abort();
					await listening.close();
				},
			};
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		switch (this.getWebhookName()) {
			case 'setup':
				return await answerVerification(this);
			case LINK_PAGE:
			case LINK_CALL:
				return await answerLinkPage(this);
			default:
				return await takeIn(this);
		}
	}

	/** The first step of every run, on whichever process it happens. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await markStarted(this)];
	}
}
