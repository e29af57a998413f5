import type { IHookFunctions } from 'n8n-workflow';
import { Desk, TestListener, theOffice, type EventType } from '../../../src/index.ts';
import { credentialOf } from './credential.ts';
import { toNodeError } from './errors.ts';
import { checkLinked } from './linked-first.ts';
import { readListenRequest } from './listen-request.ts';

const MESSAGES: readonly EventType[] = ['message.received'];

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
	if (receiver.mode === 'test') await startTest(context, receiver);
	return true;
}

/** Notes that the webhook has gone. */
export async function removeReceiver(context: IHookFunctions): Promise<boolean> {
	const { desk, receiver } = await open(context);
	await desk.removeReceiver(receiver.webhookId, receiver.mode);
	if (receiver.mode === 'test') await stopTest(receiver.webhookId);
	return true;
}

/** Somebody waits for a message in the editor: the next one is brought to the test address. */
async function startTest(
	context: IHookFunctions,
	{ webhookId, url }: { readonly webhookId: string; readonly url: string },
): Promise<void> {
	await stopTest(webhookId);
	await checkLinked(context);
	const office = await theOffice();
	const request = readListenRequest(context);
	// A test shows what comes from now on, and what was chosen as "no events" shows messages.
	const types = request.feed.types.length === 0 ? MESSAGES : request.feed.types;
	const feed = { ...request.feed, types, from: 'end' } as const;
	const listener = new TestListener(office, { ...request, feed }, url);
	office.tests.set(webhookId, listener);
	try {
		await listener.ready();
	} catch (error) {
		await stopTest(webhookId);
		throw toNodeError(context.getNode(), error);
	}
}

async function stopTest(webhookId: string): Promise<void> {
	const { tests } = await theOffice();
	const listener = tests.get(webhookId);
	tests.delete(webhookId);
	await listener?.close();
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
