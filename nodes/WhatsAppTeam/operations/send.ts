import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Desk, Draft, SendResult } from '../../../src/index.ts';
import { openDesk, readDrafts } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addHeldHint } from '../adapter/hints.ts';
import { failureOf, toSendItem } from '../adapter/send-item.ts';
import { SendOutputs } from '../adapter/send-outputs.ts';

/**
 * Sends the messages of all items and sorts them by verdict.
 *
 * @returns the outputs Sent, Queued and Not Sent; as an AI tool everything on the first
 */
export async function sendItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = new SendOutputs(context);
	const desk = await openDesk(context);
	const signal = context.getExecutionCancelSignal();
	const drafts = await readDrafts(
		context,
		desk,
		(recipient, file) => desk.upload(recipient, file, signal),
		(error, index) => outputs.fail(error, index),
	);
	const results = await hand(context, desk, [...drafts.values()], !outputs.goesOn);
	for (const [position, index] of [...drafts.keys()].entries()) {
		const result = results[position] ?? { kind: 'notTried' };
		const item = result.kind === 'outcome' ? toSendItem(result) : undefined;
		const failure = failureOf(result);
		if (failure !== null) outputs.fail(failure, index, item);
		else if (item !== undefined) outputs.put(item, index);
	}
	addHeldHint(context, results);
	return outputs.items;
}

async function hand(
	context: IExecuteFunctions,
	desk: Desk,
	drafts: readonly Draft[],
	stopOnFailure: boolean,
): Promise<readonly SendResult[]> {
	if (drafts.length === 0) return [];
	try {
		const signal = context.getExecutionCancelSignal();
		return await desk.send({
			drafts,
			stopOnFailure,
			...(signal === undefined ? {} : { signal }),
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
