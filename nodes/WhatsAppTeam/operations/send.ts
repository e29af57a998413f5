import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Desk, Message, Limit, SendResult } from '../../../src/index.ts';
import type { ContentReader } from '../adapter/fields/draft.ts';
import { openDesk, readDrafts } from '../adapter/drafts.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addHealthHint, addHeldHint, addOwnerHint, warnsOfOwner } from '../adapter/items/hints.ts';
import { addNotSentHint } from '../adapter/items/not-sent-hint.ts';
import {
	failureOf,
	toHeldItem,
	toSendItem,
	withOwnerWarning,
	type SendItem,
} from '../adapter/items/send-item.ts';
import { progressInWords } from '../adapter/progress-words.ts';
import { SendOutputs } from '../adapter/items/send-outputs.ts';
import { readWhenHeld } from '../adapter/fields/when-held.ts';

/**
 * Sends the messages of all items and sorts them by verdict.
 *
 * @param readContent what messages hold. Default: what the fields of Send say
 * @returns the outputs Sent, Queued and Not Sent; as an AI tool everything on the first
 */
export async function sendItems(
	context: IExecuteFunctions,
	readContent?: ContentReader,
): Promise<INodeExecutionData[][]> {
	const outputs = new SendOutputs(context);
	const desk = await openDesk(context);
	const signal = context.getExecutionCancelSignal();
	const drafts = await readDrafts(
		context,
		desk,
		(recipient, file) => desk.upload(recipient, file, signal),
		(error, index) => outputs.fail(error, index),
		readContent,
	);
	const results = await hand(context, desk, [...drafts.values()], !outputs.goesOn);
	const limits = await limitsOf(context, desk, results);
	const put: SendItem[] = [];
	for (const [position, [index, draft]] of [...drafts].entries()) {
		const result = results[position] ?? { kind: 'notTried' };
		const plain = itemOf(result, limits);
		const isWarned = plain !== undefined && warnsOfOwner(draft, result);
		const item = isWarned ? withOwnerWarning(plain) : plain;
		const failure = failureOf(result);
		if (failure !== null) outputs.fail(failure, index, item);
		else if (item !== undefined) {
			outputs.put(item, index);
			put.push(item);
		}
	}
	addNotSentHint(context, put);
	addHeldHint(context, results, limits);
	addHealthHint(context, limits);
	addOwnerHint(context, [...drafts.values()], results);
	return outputs.items;
}

async function hand(
	context: IExecuteFunctions,
	desk: Desk,
	drafts: readonly Message[],
	stopOnFailure: boolean,
): Promise<readonly SendResult[]> {
	if (drafts.length === 0) return [];
	try {
		const signal = context.getExecutionCancelSignal();
		return await desk.send({
			drafts,
			stopOnFailure,
			...readWhenHeld(context),
			// All that n8n offers while a node works; only a run by hand in the editor shows it.
			onProgress: (progress) => context.sendMessageToUI(progressInWords(progress)),
			...(signal === undefined ? {} : { signal }),
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

type Limits = ReadonlyMap<string, readonly Limit[]>;

function itemOf(result: SendResult, limits: Limits): SendItem | undefined {
	switch (result.kind) {
		case 'outcome':
			return toSendItem(result, limits.get(result.outcome.number.id));
		case 'held':
			return toHeldItem(result, limits.get(result.outcome.number.id) ?? []);
		case 'unknownRecipient':
		case 'notTried':
			return undefined;
	}
}

/** The caps of all numbers by which something went, or waits. */
async function limitsOf(
	context: IExecuteFunctions,
	desk: Desk,
	results: readonly SendResult[],
): Promise<Limits> {
	const ids = results.flatMap((result) =>
		'outcome' in result ? [result.outcome.number.id] : [],
	);
	if (ids.length === 0) return new Map();
	try {
		return await desk.limits(ids);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
