import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Desk, theOffice, type Draft, type SendResult } from '../../../src/index.ts';
import { credentialOf } from '../adapter/credential.ts';
import { readDraft } from '../adapter/draft.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addHeldHint } from '../adapter/hints.ts';
import { createKeys } from '../adapter/idempotency.ts';
import { failureOf, toSendItem } from '../adapter/send-item.ts';
import { SendOutputs } from '../adapter/send-outputs.ts';

/**
 * Sends the messages of all items and sorts them by verdict.
 *
 * @returns the outputs Sent, Queued and Not Sent; as an AI tool everything on the first
 */
export async function sendItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = new SendOutputs(context);
	const drafts = readDrafts(context, outputs);
	const results = await hand(context, [...drafts.values()], !outputs.goesOn);
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

/**
 * Reads the fields of every item: bad input is refused before anything is put into the outbox.
 *
 * @returns the drafts by the index of their item
 */
function readDrafts(context: IExecuteFunctions, outputs: SendOutputs): ReadonlyMap<number, Draft> {
	const keyOf = createKeys(context);
	const drafts = new Map<number, Draft>();
	for (const index of context.getInputData().keys()) {
		try {
			drafts.set(index, readDraft(context, index, keyOf));
		} catch (error) {
			outputs.fail(error, index);
		}
	}
	return drafts;
}

async function hand(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
	stopOnFailure: boolean,
): Promise<readonly SendResult[]> {
	if (drafts.length === 0) return [];
	try {
		const desk = await Desk.open(await theOffice(), credentialOf(context));
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
