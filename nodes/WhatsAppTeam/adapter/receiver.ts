import type { IHookFunctions } from 'n8n-workflow';
import { Desk, theOffice } from '../../../src/index.ts';
import { credentialOf } from './credential.ts';
import { toNodeError } from './errors.ts';

/*
 * n8n calls these when it makes and removes webhooks. They only write down where webhooks can be
 * delivered: the engine tells Meta, because n8n gives a workflow up for good after five failures.
 */

/** Whether the webhook is noted with its present address. */
export async function hasReceiver(context: IHookFunctions): Promise<boolean> {
	const { desk, receiver } = await open(context);
	return await desk.hasReceiver(receiver);
}

/** Notes the webhook. */
export async function addReceiver(context: IHookFunctions): Promise<boolean> {
	const { desk, receiver } = await open(context);
	await desk.addReceiver(receiver);
	return true;
}

/** Notes that the webhook has gone. */
export async function removeReceiver(context: IHookFunctions): Promise<boolean> {
	const { desk, receiver } = await open(context);
	await desk.removeReceiver(receiver.webhookId, receiver.mode);
	return true;
}

async function open(context: IHookFunctions) {
	try {
		const desk = await Desk.open(await theOffice(), credentialOf(context));
		const receiver = {
			webhookId: context.getNode().webhookId ?? '',
			workflowId: context.getWorkflow().id ?? '',
			url: context.getNodeWebhookUrl('default') ?? '',
			mode: context.getMode() === 'manual' ? 'test' : 'production',
		} as const;
		return { desk, receiver };
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
