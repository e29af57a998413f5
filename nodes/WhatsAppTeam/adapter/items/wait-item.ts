import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { InboxItem, WaitEnd } from '../../../../src/index.ts';
import { toSendItem, type SendItem } from './send-item.ts';

// n8n leaves on the first output when a run goes on by itself.
const [TIMED_OUT, REPLIED, NOT_SENT] = [0, 1, 2];

/** An item, and the output at which it leaves. */
export interface WaitItem {
	readonly output: number;
	readonly item: INodeExecutionData;
}

/**
 * What a run goes on with after it has waited.
 *
 * @param deduplicated whether an earlier run has sent the message
 * @param toItem makes the item that a Trigger emits
 */
export async function toWaitItem(
	{ ending, outcome, reply, limits }: WaitEnd,
	deduplicated: boolean,
	toItem: (item: InboxItem) => Promise<INodeExecutionData>,
): Promise<WaitItem> {
	const sent = toSendItem({ outcome, deduplicated }, limits);
	switch (ending) {
		case 'replied': {
			// What the customer wrote may have been deleted since.
			const item = reply === null ? { json: {} } : await toItem({ ...reply, attempt: 1 });
			return paired(REPLIED, { ...item, json: { ...item.json, sent: toJson(sent) } });
		}
		case 'timedOut':
			return paired(TIMED_OUT, { json: { ...toJson(sent), verdict: 'timedOut' } });
		case 'notSent':
			return paired(NOT_SENT, { json: toJson(sent) });
	}
}

function paired(output: number, item: INodeExecutionData): WaitItem {
	return { output, item: { ...item, pairedItem: { item: 0 } } };
}

function toJson(item: SendItem): IDataObject {
	return { ...item };
}
