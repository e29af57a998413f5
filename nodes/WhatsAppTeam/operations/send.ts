import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Desk, theOffice, type Draft, type SendResult } from '../../../src/index.ts';
import { credentialOf } from '../adapter/credential.ts';
import { readDraft } from '../adapter/draft.ts';
import { toNodeError } from '../adapter/errors.ts';
import { addHeldHint } from '../adapter/hints.ts';
import { createKeys } from '../adapter/idempotency.ts';
import { failureOf, toSendItem, type SendItem } from '../adapter/send-item.ts';

const [SENT, QUEUED, NOT_SENT] = [0, 1, 2];

/**
 * Sends the messages of all items and sorts them by verdict.
 *
 * @returns the outputs Sent, Queued and Not Sent; as an AI tool everything on the first
 */
export async function sendItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = [[], [], []];
	const isTool = context.getNode().type.endsWith('Tool');
	const goesOn = context.continueOnFail() || isTool;
	const put = (
		output: number,
		json: SendItem | { readonly error: string },
		index: number,
	): void => {
		outputs[isTool ? SENT : output]?.push({ json: { ...json }, pairedItem: { item: index } });
	};
	const readable = readDrafts(context, goesOn, (error, index) => put(NOT_SENT, { error }, index));
	const results = await hand(context, readable, !goesOn);
	for (const [position, { index }] of readable.entries()) {
		const result = results[position] ?? { kind: 'notTried' };
		const failure = failureOf(result);
		if (failure !== null && !goesOn) throw toNodeError(context.getNode(), failure, index);
		if (result.kind === 'outcome') {
			const item = toSendItem(result);
			const output = { sent: SENT, queued: QUEUED }[item.verdict as string] ?? NOT_SENT;
			put(output, failure === null ? item : { ...item, error: failure.message }, index);
		} else if (failure !== null) {
			put(NOT_SENT, { error: `${failure.message}. ${failure.advice}` }, index);
		}
	}
	addHeldHint(context, results);
	return outputs;
}

interface ReadDraft {
	readonly index: number;
	readonly draft: Draft;
}

/** Bad input is refused before anything is put into the outbox. */
function readDrafts(
	context: IExecuteFunctions,
	goesOn: boolean,
	onUnreadable: (error: string, index: number) => void,
): readonly ReadDraft[] {
	const keyOf = createKeys(context);
	return context.getInputData().flatMap((_, index) => {
		try {
			return [{ index, draft: readDraft(context, index, keyOf) }];
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, index);
			if (!goesOn) throw nodeError;
			onUnreadable(nodeError.message, index);
			return [];
		}
	});
}

async function hand(
	context: IExecuteFunctions,
	drafts: readonly ReadDraft[],
	stopOnFailure: boolean,
): Promise<readonly SendResult[]> {
	if (drafts.length === 0) return [];
	try {
		const desk = await Desk.open(await theOffice(), credentialOf(context));
		const signal = context.getExecutionCancelSignal();
		return await desk.send({
			drafts: drafts.map(({ draft }) => draft),
			stopOnFailure,
			...(signal === undefined ? {} : { signal }),
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
