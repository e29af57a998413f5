import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openDesk, readDrafts } from '../adapter/drafts.ts';
import { toItem } from '../adapter/inbound-media.ts';
import { questionOf, readWithin } from '../adapter/fields/question.ts';
import { addNotSentHint } from '../adapter/items/not-sent-hint.ts';
import { failureOf, toSendItem } from '../adapter/items/send-item.ts';
import { SendOutputs } from '../adapter/items/send-outputs.ts';
import { toWaitItem } from '../adapter/items/wait-item.ts';

/**
 * Sends one message and lets the run wait for the reply; a reply that is there already is not
 * waited for.
 *
 * @returns the outputs Timed Out, Replied and Not Sent; all that a waiting run will put out is what
 * `go-on.ts` says
 */
export async function askAndWait(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = new SendOutputs(context);
	try {
		await ask(context, outputs);
	} catch (error) {
		for (const index of context.getInputData().keys()) outputs.fail(error, index);
	}
	return outputs.items;
}

async function ask(context: IExecuteFunctions, outputs: SendOutputs): Promise<void> {
	const withinMs = readWithin(context);
	const desk = await openDesk(context);
	const signal = context.getExecutionCancelSignal();
	const drafts = await readDrafts(
		context,
		desk,
		(recipient, file) => desk.upload(recipient, file, signal),
		(error, index) => outputs.fail(error, index),
	);
	const draft = drafts.get(0);
	if (draft === undefined) return;
	const asked = await desk.sendAndWait(questionOf(context, draft, withinMs));
	switch (asked.kind) {
		case 'waits':
			await context.putExecutionToWait(asked.net);
			return;
		case 'ended': {
			const result = { ...asked, kind: 'outcome' } as const;
			const failure = failureOf(result);
			if (failure !== null) return outputs.fail(failure, 0, toSendItem(result, asked.limits));
			const { downloadMedia } = context.getNodeParameter('options', 0, {}) as {
				downloadMedia?: boolean;
			};
			const { output, item } = await toWaitItem(asked, asked.deduplicated, (reply) =>
				toItem(
					context,
					reply,
					downloadMedia === true,
					signal ?? new AbortController().signal,
				),
			);
			outputs.items[output]?.push(item);
			addNotSentHint(context, [toSendItem(result, asked.limits)]);
			return;
		}
		default: {
			const failure = failureOf(asked);
			if (failure !== null) outputs.fail(failure, 0);
		}
	}
}
